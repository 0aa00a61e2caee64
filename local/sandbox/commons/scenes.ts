import type { Subject } from '../knowledge/subject.ts';
import type { Motif } from '../painter/pictograms.ts';
import type { FileKind } from './file.ts';
import type { LicenceId } from './licences.ts';

/** One kind of picture that Commons has of a thing. `{}` stands for the thing's label, `#` for a number of four digits. */
export interface Scene {
  readonly name: string;
  readonly shows: string;
  readonly motif: Motif;
  readonly size: readonly [width: number, height: number];
  readonly category: string;
  /** Whether the file says that it depicts the thing (P180). */
  readonly depicts: boolean;
  readonly kind: FileKind;
  /** Fixed where the scene is there for its licence; otherwise drawn. */
  readonly licence?: LicenceId;
  readonly restrictions?: string;
  readonly nominatedForDeletion?: true;
  readonly bytes?: number;
  /** The same photograph as the scene of that name, uploaded again. */
  readonly doubleOf?: string;
}

/** Pictures that statements of Wikidata name as well, beside or instead of the right one. */
export const LOCATION_MAP = 'Location map of {} #.svg';
export const COAT_OF_ARMS = 'Coat of arms of {} #.svg';
export const FORMER_LOGO = 'Former logo of {} (1998) #.svg';

type Extra = Partial<Pick<Scene, 'kind' | 'licence' | 'restrictions' | 'nominatedForDeletion' | 'bytes' | 'doubleOf' | 'depicts'>>;

const scene = (name: string, shows: string, motif: Motif, width: number, height: number, category: string, extra: Extra = {}): Scene => ({
  name,
  shows,
  motif,
  size: [width, height],
  category,
  depicts: true,
  kind: 'jpg',
  ...extra,
});

/** For the tempting wrong ones that nobody tagged with the thing itself. */
const UNTAGGED = { depicts: false } as const;

/** A file no client should fetch whole. */
const FIFTY_MEGABYTES = 50_000_000;

/** Traps that every kind of thing has, with the usual picture's motif. */
const traps = (motif: Motif): readonly Scene[] => [
  scene('{} on tour #.jpg', 'Photograph of {}', motif, 3000, 2000, '{}', { licence: 'by-nc-sa-2.0' }),
  scene('{} visit #.jpg', 'Photograph of {}', motif, 2400, 1800, '{}', { nominatedForDeletion: true }),
  scene('{} snapshot #.jpg', 'Small photograph of {}', motif, 320, 240, '{}'),
  scene('{} brochure #.pdf', 'Brochure about {}', 'document', 1240, 1754, 'Documents about {}', { kind: 'pdf', ...UNTAGGED }),
  scene('{} archive scan #.tif', 'Archive scan of {}', motif, 4800, 3600, '{}', { kind: 'tif', licence: 'pd-old' }),
  scene('{} full resolution #.jpg', 'Very large photograph of {}', motif, 6000, 4000, '{}', { bytes: FIFTY_MEGABYTES }),
  scene('{} press kit #.jpg', 'Press picture of {}', motif, 2400, 1600, '{}', { licence: 'by-nd-4.0' }),
  scene('{} still #.jpg', 'Promotional picture of {}', motif, 1600, 1200, '{}', { licence: 'non-free' }),
];

const PERSON: readonly Scene[] = [
  scene('{} portrait #.jpg', 'Portrait of {}', 'person', 2400, 3200, '{}', { restrictions: 'personality' }),
  scene('{} speaking #.jpg', '{} speaking on a stage', 'person', 3600, 2400, '{}', { restrictions: 'personality' }),
  scene('Statue of {} #.jpg', 'Statue of {}', 'statue', 2000, 3000, 'Statues of {}'),
  scene('{} press photo #.jpg', '{}, press photograph', 'person', 3840, 2160, '{}', { restrictions: 'personality' }),
  scene('{} signature #.svg', 'Signature of {}', 'signature', 900, 300, 'Signatures of people', {
    kind: 'svg',
    licence: 'pd',
    ...UNTAGGED,
  }),
  scene('{} portrait # (cropped).jpg', 'Portrait of {}', 'person', 1500, 2000, '{}', { doubleOf: '{} portrait #.jpg' }),
  scene('Grave of {} #.jpg', 'Grave of {}', 'grave', 3000, 2250, 'Grave of {}'),
  scene('{} square #.jpg', 'Head of {}', 'person', 1600, 1600, '{}', { restrictions: 'personality' }),
  scene('{} with colleagues #.jpg', '{} among six other people', 'group', 3600, 2400, 'Group photographs'),
  scene('{} Street sign #.jpg', 'Sign of a street named after {}', 'sign', 2400, 1600, 'Street name signs', UNTAGGED),
  scene('Laboratory named after {} #.jpg', 'Laboratory named after {}', 'building', 3000, 2000, 'Laboratories', UNTAGGED),
  scene('Map of the birthplace of {} #.svg', 'Map of the birthplace of {}', 'map', 1200, 900, 'Maps', { kind: 'svg', ...UNTAGGED }),
  ...traps('person'),
];

const PLACE: readonly Scene[] = [
  scene('View of {} #.jpg', 'View of {}', 'landscape', 3840, 2160, '{}'),
  scene('{} skyline #.jpg', 'Skyline of {}', 'skyline', 4000, 2667, 'Skylines'),
  scene(LOCATION_MAP, 'Map of {}', 'map', 1200, 1000, 'Maps of {}', { kind: 'svg', licence: 'by-sa-3.0' }),
  scene('Street in {} #.jpg', 'Street in {}', 'skyline', 2400, 3200, 'Streets in {}'),
  scene(COAT_OF_ARMS, 'Coat of arms of {}', 'arms', 900, 1100, 'Coats of arms', {
    kind: 'svg',
    licence: 'pd',
    restrictions: 'insignia',
    ...UNTAGGED,
  }),
  scene('{} from above #.jpg', 'Aerial photograph of {}', 'landscape', 2400, 2400, 'Aerial photographs of {}'),
  scene('{} panorama #.jpg', 'Panorama of {}', 'landscape', 6000, 1200, '{}'),
  scene('People in {} #.jpg', 'People in {}', 'group', 3000, 2000, 'People of {}', { restrictions: 'personality', ...UNTAGGED }),
  scene('Road sign to {} #.jpg', 'Road sign to {}', 'sign', 2000, 1500, 'Road signs', UNTAGGED),
  scene('Town hall of {} #.jpg', 'Town hall of {}', 'building', 3200, 2400, 'Town halls', UNTAGGED),
  ...traps('landscape'),
];

const BUILDING: readonly Scene[] = [
  scene('{} exterior #.jpg', '{} from outside', 'building', 3600, 2400, '{}'),
  scene('{} facade #.jpg', 'Facade of {}', 'building', 2400, 3200, '{}'),
  scene('{} interior #.jpg', 'Inside {}', 'building', 3000, 2000, 'Interior of {}'),
  scene('Floor plan of {} #.svg', 'Floor plan of {}', 'map', 1200, 900, 'Floor plans', { kind: 'svg', ...UNTAGGED }),
  scene('{} at night #.jpg', '{} at night', 'building', 3840, 2160, '{}'),
  scene('Sign of {} #.jpg', 'Sign in front of {}', 'sign', 2000, 1500, 'Signs', UNTAGGED),
  ...traps('building'),
];

const ORGANISATION: readonly Scene[] = [
  scene('{} headquarters #.jpg', 'Headquarters of {}', 'building', 3600, 2400, 'Headquarters'),
  scene('{} wordmark #.svg', 'Logo of {}', 'logo', 1200, 600, 'Logos', { kind: 'svg', licence: 'pd', restrictions: 'trademarked' }),
  scene(FORMER_LOGO, 'Former logo of {}', 'logo', 1000, 800, 'Former logos', {
    kind: 'svg',
    licence: 'pd',
    restrictions: 'trademarked',
  }),
  scene('{} sign #.jpg', 'Sign of {} on a wall', 'sign', 2400, 1600, '{}', { restrictions: 'trademarked' }),
  scene('{} members #.jpg', 'Members of {}', 'group', 3600, 2400, 'People by organisation', { restrictions: 'personality' }),
  scene('Laboratory of {} #.jpg', 'Laboratory of {}', 'building', 3000, 2000, 'Laboratories', UNTAGGED),
  scene('{} stand at a trade fair #.jpg', 'Stand of {} at a trade fair', 'event', 3840, 2160, 'Trade fairs'),
  ...traps('building'),
];

const WORK: readonly Scene[] = [
  scene('{} premiere #.jpg', 'Premiere of {}', 'event', 3600, 2400, 'Premieres'),
  scene('Cast of {} #.jpg', 'Cast of {}', 'group', 3840, 2160, 'Casts', { restrictions: 'personality' }),
  scene('{} poster #.jpg', 'Poster of {}', 'work', 1200, 1800, '{}', { licence: 'non-free' }),
  scene('{} title #.svg', 'Title of {}', 'logo', 1200, 500, 'Logos', { kind: 'svg', licence: 'pd', restrictions: 'trademarked' }),
  scene('Costume from {} #.jpg', 'Costume from {}', 'object', 2000, 3000, 'Costumes', { restrictions: 'costume' }),
  scene('Filming location of {} #.jpg', 'Place where {} was made', 'landscape', 3000, 2000, 'Filming locations', UNTAGGED),
  scene('Person in a {} costume #.jpg', 'Visitor dressed up as in {}', 'person', 2000, 3000, 'Cosplay', {
    restrictions: 'personality',
    ...UNTAGGED,
  }),
  ...traps('work'),
];

const PRODUCT: readonly Scene[] = [
  scene('{} front #.jpg', '{} from the front', 'object', 3600, 2400, '{}'),
  scene('{} on display #.jpg', '{} on display', 'object', 3000, 3000, '{}'),
  scene('{} emblem #.svg', 'Logo of {}', 'logo', 1000, 600, 'Logos', { kind: 'svg', licence: 'pd', restrictions: 'trademarked' }),
  scene('{} in use #.jpg', '{} in use', 'object', 3840, 2160, '{}'),
  scene('{} screenshot #.png', 'Screenshot of {}', 'document', 1920, 1080, 'Screenshots', { kind: 'png', licence: 'non-free' }),
  scene('{} toy #.jpg', 'Toy model of {}', 'object', 2400, 1600, 'Toys', UNTAGGED),
  ...traps('object'),
];

const EVENT: readonly Scene[] = [
  scene('{} scene #.jpg', 'Scene of {}', 'event', 3600, 2400, '{}'),
  scene('Painting of {} #.jpg', 'Painting of {}', 'work', 3000, 2000, 'Paintings', { licence: 'pd-old' }),
  scene('Map of {} #.svg', 'Map of {}', 'map', 1400, 1000, 'Maps', { kind: 'svg' }),
  scene('Memorial of {} #.jpg', 'Memorial of {}', 'statue', 2400, 3200, 'Memorials'),
  scene('Participants of {} #.jpg', 'Participants of {}', 'group', 3840, 2160, '{}', { restrictions: 'personality' }),
  ...traps('event'),
];

const NATURE: readonly Scene[] = [
  scene('{} photograph #.jpg', '{} in nature', 'animal', 3600, 2400, '{}'),
  scene('{} close-up #.jpg', 'Close-up of {}', 'animal', 2400, 3200, '{}'),
  scene('Distribution map of {} #.svg', 'Where {} is found', 'map', 1400, 900, 'Distribution maps', { kind: 'svg', ...UNTAGGED }),
  scene('{} wide #.jpg', '{}, wide view', 'landscape', 3840, 2160, '{}'),
  scene('{} drawing #.png', 'Drawing of {}', 'document', 1800, 1400, 'Illustrations', { kind: 'png', licence: 'pd-old' }),
  scene('Stamp with {} #.jpg', 'Postage stamp with {}', 'object', 1200, 900, 'Stamps', UNTAGGED),
  ...traps('animal'),
];

const OTHER: readonly Scene[] = [
  scene('{} example #.jpg', 'Example of {}', 'photo', 3600, 2400, '{}'),
  scene('{} detail #.jpg', 'Detail of {}', 'photo', 2400, 3000, '{}'),
  scene('{} diagram #.svg', 'Diagram of {}', 'document', 1200, 800, 'Diagrams', { kind: 'svg', licence: 'cc0' }),
  scene('{} in everyday life #.jpg', '{} in everyday life', 'photo', 3840, 2160, '{}'),
  ...traps('photo'),
];

export const SCENES: Readonly<Record<Subject, readonly Scene[]>> = {
  person: PERSON,
  place: PLACE,
  building: BUILDING,
  organisation: ORGANISATION,
  work: WORK,
  product: PRODUCT,
  event: EVENT,
  nature: NATURE,
  other: OTHER,
};

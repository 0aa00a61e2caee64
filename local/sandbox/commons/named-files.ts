import { inShare } from '../draw.ts';
import { isDisambiguation, type Item } from '../knowledge/item.ts';
import { subjectOf, type Subject } from '../knowledge/subject.ts';
import type { Motif } from '../painter/pictograms.ts';
import { drawAssessments, drawAuthor, drawBytes, drawLicence, drawSize } from './draw-details.ts';
import { kindOfName, type MediaFile } from './file.ts';
import type { LicenceId } from './licences.ts';

type Role = 'image' | 'logo' | 'flag' | 'lead';

/** A file that the slice names, and the item it belongs to. */
export interface NamedFile {
  readonly name: string;
  readonly item: Item;
  readonly role: Role;
  /** Only the English Wikipedia has it, because it is not free. */
  readonly isLocal: boolean;
  /** Position in the list, for page ids. */
  readonly index: number;
}

/** Names that non-free files of articles tend to have. */
const NON_FREE_NAME =
  /poster|cover|\blogo|album|single\b|screenshot|dvd|title ?card|promo\b|soundtrack|box ?art|wordmark|crest\b|intertitle|infobox/i;

/** First page id of files that the slice names; their position in the list is added. */
export const FIRST_PAGE_ID = 1_000_000;

/** @returns files by name; the most popular item gets a file that several name */
export const collectNamedFiles = (items: readonly Item[]): ReadonlyMap<string, NamedFile> => {
  const files = new Map<string, NamedFile>();
  const add = (name: string | null, item: Item, role: Role, isLocal: boolean): void => {
    if (name === null) return;
    const known = files.get(name);
    if (known === undefined) files.set(name, { name, item, role, isLocal, index: files.size });
    else if (known.role === role && known.item.popularity < item.popularity) files.set(name, { ...known, item });
  };
  for (const item of items) {
    add(item.image, item, 'image', false);
    add(item.logo, item, 'logo', false);
    add(item.flag, item, 'flag', false);
  }
  for (const item of items) {
    if (isDisambiguation(item)) continue;
    const isLocal = item.leadImage !== null && (NON_FREE_NAME.test(item.leadImage) || subjectOf(item) === 'work');
    add(item.leadImage, item, 'lead', isLocal);
  }
  return files;
};

const NAME_MOTIFS: readonly (readonly [RegExp, Motif, string])[] = [
  [/coat of arms|\barms of\b|wappen|escudo|blason|\bseal of\b/i, 'arms', 'Coat of arms of'],
  [/signature|autograph/i, 'signature', 'Signature of'],
  [/\bflag\b|bandera|drapeau/i, 'flag', 'Flag of'],
  [/\bmap\b|locator|karte|\bin the world|orthographic|projection|location/i, 'map', 'Map of'],
  [/\blogo\b|wordmark|\blogotype/i, 'logo', 'Logo of'],
  [/grave|tomb\b|cemetery/i, 'grave', 'Grave of'],
  [/statue|\bbust\b|monument|memorial|sculpture/i, 'statue', 'Statue for'],
  [/stamp|coin\b|banknote/i, 'object', 'Stamp or coin with'],
  [/poster|cover/i, 'work', 'Poster or cover of'],
];

const SUBJECT_MOTIFS: Readonly<Record<Subject, Motif>> = {
  person: 'person',
  place: 'landscape',
  building: 'building',
  organisation: 'building',
  work: 'work',
  product: 'object',
  event: 'event',
  nature: 'animal',
  other: 'photo',
};

const motifOf = ({ name, item, role }: NamedFile): { motif: Motif; shows: string } => {
  if (role === 'flag') return { motif: 'flag', shows: `Flag of ${item.label}` };
  if (role === 'logo') return { motif: 'logo', shows: `Logo of ${item.label}` };
  const byName = NAME_MOTIFS.find(([pattern]) => pattern.test(name));
  if (byName !== undefined) return { motif: byName[1], shows: `${byName[2]} ${item.label}` };
  const subject = subjectOf(item);
  return { motif: SUBJECT_MOTIFS[subject], shows: `${subject === 'person' ? 'Portrait of' : 'Photograph of'} ${item.label}` };
};

const restrictionsOf = (motif: Motif, seed: string): string => {
  if (motif === 'logo') return 'trademarked';
  if (motif === 'arms' || motif === 'flag') return 'insignia';
  return motif === 'person' && inShare(`${seed}/personality`, 0.35) ? 'personality' : '';
};

const licenceOf = (file: NamedFile, motif: Motif): LicenceId => {
  if (file.isLocal) return 'non-free';
  return motif === 'logo' || motif === 'arms' || motif === 'flag' || motif === 'signature' ? 'pd' : drawLicence(file.name);
};

/** Share of the files of the slice that are nominated for deletion. */
const NOMINATED = 0.01;

/** @returns all there is to say about a file that the slice names; what the slice does not say is made up */
export const describeNamedFile = (file: NamedFile): MediaFile => {
  const { name, item } = file;
  const kind = kindOfName(name);
  const { motif, shows } = motifOf(file);
  const isSign = motif === 'logo' || motif === 'flag' || motif === 'signature';
  const [width, height] = isSign ? [1200, 800] : drawSize(name, motif === 'person' || motif === 'work' || motif === 'statue');
  const trueToItem = motif === SUBJECT_MOTIFS[subjectOf(item)] || file.role === 'logo' || file.role === 'flag';
  return {
    name,
    pageId: FIRST_PAGE_ID + file.index,
    repository: file.isLocal ? 'enwiki' : 'commons',
    item,
    kind,
    motif,
    shows,
    art: name,
    width,
    height,
    bytes: drawBytes(name, kind, width, height),
    depicts: trueToItem && inShare(`${name}/tagged`, 0.85) ? [item.qid] : [],
    categories: [item.label, ...(motif === 'person' ? ['Portrait photographs'] : [])],
    licence: licenceOf(file, motif),
    author: drawAuthor(name),
    restrictions: restrictionsOf(motif, name),
    assessments: drawAssessments(name),
    nominatedForDeletion: !file.isLocal && inShare(`${name}/nominated`, NOMINATED),
    ownCreditLine: inShare(`${name}/credit-line`, 0.06),
  };
};

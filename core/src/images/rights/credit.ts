import type { ImageCandidate } from '../image-candidate.ts';
import type { ProviderId } from '../rights-record.ts';

/** A stretch of a credit. Each output format encodes it its own way. */
export interface CreditSpan {
  readonly text: string;
  /** Where it links to. */
  readonly url?: string;
  /** Whether plain text, which has no links, writes the address out. */
  readonly spelled?: boolean;
}

/** What a credit is made of. */
export type Credited = Pick<ImageCandidate, 'provider' | 'title' | 'author' | 'licence' | 'pageUrl'>;

type Wording = (credited: Credited) => readonly CreditSpan[];

const linked = (text: string, url: string | null): CreditSpan => (url === null ? { text } : { text, url });

const author = (credited: Credited, unknown: string): CreditSpan =>
  credited.author === null ? { text: unknown } : linked(credited.author.name, credited.author.url);

/** CC BY asks for author, title, licence and its address, source, and that the work was changed; the order is Commons' own. */
const commons: Wording = credited => [
  ...(credited.title === '' ? [] : [{ text: `“${credited.title}”`, url: credited.pageUrl }, { text: ', ' }]),
  author(credited, 'unknown author (see source)'),
  { text: ', ' },
  { text: credited.licence.name, url: credited.licence.url, spelled: true },
  { text: ', via ' },
  { text: 'Wikimedia Commons', url: credited.pageUrl, spelled: true },
  ...(credited.licence.id.startsWith('cc-by') ? [{ text: ', resized or cropped' }] : []),
];

const pexels: Wording = credited => [
  { text: credited.author === null ? 'Photo' : `Photo by ${credited.author.name}`, url: credited.pageUrl },
  { text: ' on ' },
  { text: 'Pexels', url: 'https://www.pexels.com' },
];

/** Unsplash wants both links to say who refers: the name the application is registered by. */
export const UNSPLASH_REFERRAL = { utm_source: 'cutaway', utm_medium: 'referral' } as const;

const UNSPLASH = `https://unsplash.com/?${new URLSearchParams(UNSPLASH_REFERRAL).toString()}`;

const unsplash: Wording = credited => [
  { text: 'Photo by ' },
  author(credited, 'an unknown photographer'),
  { text: ' on ' },
  { text: 'Unsplash', url: UNSPLASH },
];

const pixabay: Wording = credited => [
  { text: 'Image' },
  ...(credited.author === null ? [] : [{ text: ' by ' }, author(credited, '')]),
  { text: ' from ' },
  { text: 'Pixabay', url: credited.pageUrl },
];

/** The sentence Openverse itself gives with every picture. */
const openverse: Wording = credited => {
  const isPublicDomain = /^(?:cc0|pdm)/.test(credited.licence.id);
  return [
    { text: credited.title === '' ? 'This work' : `"${credited.title}"`, url: credited.pageUrl },
    ...(credited.author === null ? [] : [{ text: ' by ' }, author(credited, '')]),
    { text: isPublicDomain ? ' is marked with ' : ' is licensed under ' },
    { text: credited.licence.name, url: credited.licence.url },
    { text: `. To view ${isPublicDomain ? 'the terms' : 'a copy of this license'}, visit ` },
    { text: credited.licence.url, url: credited.licence.url },
    { text: '.' },
  ];
};

const owner: Wording = credited => [author(credited, 'own picture')];

const WORDINGS: Readonly<Record<ProviderId, Wording>> = { commons, pexels, unsplash, pixabay, openverse, owner };

/** @returns the credit exactly as the provider and the licence want it worded */
export const creditOf = (credited: Credited): readonly CreditSpan[] => WORDINGS[credited.provider](credited);

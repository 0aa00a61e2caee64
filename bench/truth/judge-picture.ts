import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { EnrichedEntity } from '../../core/src/entities/entity.ts';
import type { ImageCandidate } from '../../core/src/images/image-candidate.ts';
import { stem } from '../../core/src/images/rank/name-match.ts';
import type { Catalogue } from '../../local/sandbox/commons/catalogue.ts';
import type { MediaFile } from '../../local/sandbox/commons/file.ts';
import { subjectOf, type Subject } from '../../local/sandbox/knowledge/subject.ts';
import type { Motif } from '../../local/sandbox/painter/pictograms.ts';
import { stockPhoto, tidyQuery } from '../../local/sandbox/stock/stock-photo.ts';

export interface Verdict {
  readonly right: boolean;
  readonly reason: string;
  /** Who says so: a person, or the record of what was painted. */
  readonly by: 'person' | 'record';
}

const Judged = z.object({ qid: z.string(), file: z.string(), right: z.boolean(), reason: z.string().min(1) });

/** Pictures that a person has judged, by item and file. */
export const readVerdicts = (): ReadonlyMap<string, Verdict> => {
  const lines = readFileSync(join(resolve(import.meta.dirname, '../../truth'), 'verdicts.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return new Map(
    lines
      .filter(line => line !== '')
      .map(line => {
        const { qid, file, right, reason } = Judged.parse(JSON.parse(line));
        return [`${qid}/${file}`, { right, reason, by: 'person' }];
      }),
  );
};

/** What a true picture of each kind of thing shows. Everything else is about the thing without showing it. */
const SHOWS: Readonly<Record<Subject, readonly Motif[]>> = {
  person: ['person'],
  place: ['landscape', 'skyline', 'building', 'flag'],
  building: ['building', 'landscape'],
  organisation: ['building', 'logo', 'group', 'event', 'sign'],
  work: ['work', 'event', 'group', 'logo', 'person'],
  product: ['object', 'logo', 'building'],
  event: ['event', 'group', 'work'],
  nature: ['animal', 'landscape'],
  other: ['photo'],
};

/** Made for some item, but of something else: the sandbox's own traps, by the beginning of what they show. */
const ELSEWHERE =
  /^(?:Laboratory (?:of|named)|Place where|Visitor dressed|Toy model|Sign (?:of a street|in front)|Road sign|Town hall of)/u;

const fileName = ({ pageUrl }: ImageCandidate): string | null => {
  const [, name] = /\/File:(.+)$/u.exec(new URL(pageUrl).pathname) ?? [];
  return name === undefined ? null : decodeURIComponent(name).replaceAll('_', ' ');
};

const byRecord = (right: boolean, reason: string): Verdict => ({ right, reason, by: 'record' });

const shows = (file: MediaFile): boolean =>
  file.shows.startsWith('Drawing of') || (SHOWS[subjectOf(file.item)].includes(file.motif) && !ELSEWHERE.test(file.shows));

const judgeFile = (file: MediaFile, qid: string): Verdict => {
  if (file.item.qid !== qid) return byRecord(false, `it shows ${file.item.label} (${file.item.qid})`);
  return byRecord(shows(file), file.shows);
};

/** Photographs of one search that are looked through for a number. */
const STOCK_SEARCHED = 400;

const judgeStock = ({ provider, pageUrl }: ImageCandidate, name: string): Verdict => {
  const number = Number(/(\d+)\/?$/u.exec(new URL(pageUrl).pathname)?.[1]);
  for (let variant = 0; variant < STOCK_SEARCHED; variant += 1) {
    const photo = stockPhoto(provider, { text: tidyQuery(name), isPerson: false }, variant);
    if (photo.number === number) return byRecord(photo.isTrue, photo.alt);
  }
  return byRecord(false, 'nobody knows what it shows');
};

const stems = (text: string): string => text.toLowerCase().split(/\s+/u).map(stem).join(' ');

const judgeConceptFile = (file: MediaFile, name: string): Verdict => {
  const names = [file.item.label, ...file.item.aliases].map(stems);
  const subject = subjectOf(file.item);
  const wanted = stems(name);
  // "Space telescope" is a telescope; "camera operator" is no camera.
  const isIt = names.some(label => label === wanted || label.endsWith(` ${wanted}`));
  if (!isIt || subject === 'work' || subject === 'person') return byRecord(false, `${file.shows} (${file.item.description})`);
  return byRecord(shows(file), file.shows);
};

/**
 * Whether a picture shows what was meant.
 * @param meant the item that the corpus says was meant; null for a thing without a name, or where nothing should be shown
 */
export const judgePicture = (
  candidate: ImageCandidate,
  entity: EnrichedEntity,
  meant: string | null,
  catalogue: Catalogue,
  verdicts: ReadonlyMap<string, Verdict>,
): Verdict => {
  if (entity.kind === 'named' && meant === null) return byRecord(false, 'nothing is meant that could be shown');
  const name = fileName(candidate);
  if (name === null) return judgeStock(candidate, entity.name);
  const file = catalogue.byName(name);
  if (file === null) return byRecord(false, 'there is no such file');
  if (entity.kind === 'concept') return judgeConceptFile(file, entity.name);
  return verdicts.get(`${meant}/${name}`) ?? judgeFile(file, meant ?? '');
};

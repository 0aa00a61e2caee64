import type { EnrichedEntity } from '../../../entities/entity.ts';
import type { Manifest } from '../../manifest.ts';
import type { EmbeddedPictures } from './embedded-pictures.ts';
import { html, type Html } from '../../../platform/html.ts';

/** Words that are marked as one, by their index in the talk: those of a cue, or a name without a picture. */
export interface WordMark {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  /** @param first word, which a picture must not leave alone at the end of a line @param rest the others, with spaces */
  readonly wrap: (first: Html, rest: Html) => Html;
}

const nameMark = ({ name, link }: EnrichedEntity): WordMark['wrap'] =>
  link.status === 'linked'
    ? (first, rest) => html`<span class="known" title="${link.label}: ${link.description}. No picture here.">${first}${rest}</span>`
    : (first, rest) => html`<span class="unsure" title="${name}: ${link.why}">${first}${rest}</span>`;

const cueMark =
  (cueId: string, picture: string | undefined): WordMark['wrap'] =>
  (first, rest) => {
    const thumb = picture !== undefined && html`<i class="thumb ${picture}"></i>`;
    return html`<a class="shown" id="at-${cueId}" href="#${cueId}"><span class="nb">${thumb}${first}</span>${rest}</a>`;
  };

/** Cues first; a name that shares a word with one is not marked again. @returns marks by the index of their first word */
export const wordMarks = (
  { timeline, entities }: Manifest,
  places: ReadonlyMap<string, number>,
  { classes }: EmbeddedPictures,
): Map<number, WordMark> => {
  const taken = new Set<number>();
  const marks = new Map<number, WordMark>();
  const add = ({ fromWord, toWord }: { fromWord: string; toWord: string }, wrap: WordMark['wrap']): void => {
    const from = places.get(fromWord);
    const to = places.get(toWord);
    if (from === undefined || to === undefined || to < from) return;
    const range = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    if (range.some(index => taken.has(index))) return;
    for (const index of range) taken.add(index);
    marks.set(from, { from, to, wrap });
  };
  for (const cue of timeline.cues) add(cue, cueMark(cue.id, classes.get(cue.image.imageId ?? '')));
  for (const entity of entities) if (entity.kind === 'named') for (const mention of entity.mentions) add(mention, nameMark(entity));
  return marks;
};

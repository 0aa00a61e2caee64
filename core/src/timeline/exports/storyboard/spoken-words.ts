import type { Word } from '../../../speech/transcript.ts';
import type { Manifest } from '../../manifest.ts';
import type { EmbeddedPictures } from './embedded-pictures.ts';
import { html, type Html } from '../../../platform/html.ts';
import { shadesOf } from './shading.ts';
import { wordMarks } from './word-marks.ts';

/** @returns a function of a paragraph's words: their text, shaded by emphasis, with cues and names marked */
export const wordRenderer = (manifest: Manifest, pictures: EmbeddedPictures): ((words: readonly Word[]) => Html[]) => {
  const shades = shadesOf(manifest.emphasis.words);
  const reasons = new Map(manifest.emphasis.words.map(({ wordId, why }) => [wordId, why]));
  const places = new Map(manifest.transcript.words.map(({ id }, index) => [id, index]));
  const marks = wordMarks(manifest, places, pictures);
  const one = ({ id, text }: Word): Html => {
    const shade = shades.get(id) ?? 0;
    if (shade === 0) return html`${text}`;
    if (shade === 1) return html`<span class="e1">${text}</span>`;
    return html`<em class="e${shade}" title="${reasons.get(id)}">${text}</em>`;
  };
  return words => {
    const start = places.get(words[0]?.id ?? '') ?? 0;
    const pieces: Html[] = [];
    let next = 0;
    words.forEach((word, index) => {
      if (index < next) return;
      const mark = marks.get(start + index);
      next = mark ? mark.to - start + 1 : index + 1;
      const others = words.slice(index + 1, next).map(other => html` ${one(other)}`);
      pieces.push(html`${mark ? mark.wrap(one(word), html`${others}`) : one(word)} `);
    });
    return pieces;
  };
};

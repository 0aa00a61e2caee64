import type { NameRecogniser, NameType, RecognisedName } from '../entities/recognise/name-recogniser.ts';
import { transcriptText } from '../speech/transcript.ts';

/** Finds exactly the names it was told, wherever their words follow each other. */
export const listedNameRecogniser = (names: Readonly<Record<string, NameType>>): NameRecogniser => ({
  recognise: words => {
    const { text, offsets } = transcriptText(words);
    const found: RecognisedName[] = [];
    for (const [surface, type] of Object.entries(names)) {
      for (let start = text.indexOf(surface); start >= 0; start = text.indexOf(surface, start + 1)) {
        const end = start + surface.length;
        const fromWord = offsets.findLastIndex(offset => offset <= start);
        const toWord = offsets.findLastIndex(offset => offset < end);
        found.push({ fromWord, toWord, start, end, surface, type, confidence: 0.95 });
      }
    }
    return Promise.resolve(found.sort((a, b) => a.start - b.start));
  },
});

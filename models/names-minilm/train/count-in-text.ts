import type { NameRecogniser } from '../../../core/src/entities/recognise/name-recogniser.ts';
import { textTalk } from '../../../core/src/entities/text-talk.ts';
import type { GoldText } from '../../linker/train/gold.ts';
import { countNames, type NameCounts } from './score-names.ts';

/** @returns how the names found in a text agree with those its annotators marked */
export const countInText = async ({ text, mentions }: GoldText, recogniser: NameRecogniser): Promise<NameCounts> => {
  const talk = await textTalk({ text }, recogniser);
  return countNames(
    talk.mentions.map(({ start, end, type }) => ({ start, end, type: type ?? 'MISC' })),
    mentions.map(({ start, end, type = 'MISC' }) => ({ start, end, type })),
  );
};

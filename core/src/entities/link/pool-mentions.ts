import { normaliseName } from '../name-forms.ts';
import type { Weighed, WeighedMention } from './weigh-talk.ts';

/** Its fullest name says most about a thing; shorter ones were grouped with it because they mean the same. */
const withFullestName = (weighed: readonly WeighedMention[]): readonly WeighedMention[] => {
  const useful = weighed.some(({ choices }) => choices.length > 0) ? weighed.filter(({ choices }) => choices.length > 0) : weighed;
  const longest = useful.reduce((length, { mention }) => Math.max(length, normaliseName(mention.surface).length), 0);
  return useful.filter(({ mention }) => normaliseName(mention.surface).length === longest);
};

/**
 * One name gets one item for a whole talk: the mean of what its mentions say by its fullest name.
 * @param weighed the mentions of one thing, at least one
 */
export const poolMentions = (weighed: readonly WeighedMention[]): WeighedMention | null => {
  const pooled = withFullestName(weighed);
  const clearest = pooled.reduce<WeighedMention | null>(
    (best, one) => (best === null || (one.choices[0]?.probability ?? 0) > (best.choices[0]?.probability ?? 0) ? one : best),
    null,
  );
  if (clearest === null) return null;
  const sums = new Map<string, number>();
  for (const { choices } of pooled) {
    for (const { candidate, probability } of choices) sums.set(candidate.item.qid, (sums.get(candidate.item.qid) ?? 0) + probability);
  }
  const choices: readonly Weighed[] = clearest.choices
    .map(choice => ({ ...choice, probability: (sums.get(choice.candidate.item.qid) ?? 0) / pooled.length }))
    .sort((a, b) => b.probability - a.probability);
  return { ...clearest, choices, unreached: pooled.find(({ unreached }) => unreached !== null)?.unreached ?? null };
};

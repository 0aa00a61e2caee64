import type { Candidate } from './candidate.ts';
import { type ClassGroup, firstPhrase } from './class-group.ts';
import { WINDOW_SENTENCES } from './overlap.ts';
import type { Talk } from './talk.ts';
import { wordsOf } from './talk-words.ts';
import type { Weighed, WeighedMention } from './weigh-talk.ts';

const PLAIN_GROUP: Readonly<Record<ClassGroup, string>> = {
  HUMAN: 'person',
  PLACE: 'place',
  ORG: 'organisation',
  WORK: 'work',
  PRODUCT: 'product',
  EVENT: 'event',
  PEOPLE: 'people or language',
  FICT: 'fictional figure',
  CONCEPT: 'idea',
};

/**
 * "astronaut" of "American astronaut and engineer", "hall" of "hall dedicated to science": the last noun of the first noun phrase,
 * which names the kind of thing.
 */
const kindOf = ({ item, group }: Candidate): string => {
  const noun = firstPhrase(item.description)
    .split(' ')
    .findLast(word => !word.endsWith('ed'));
  return noun !== undefined && /^\p{Ll}[\p{Ll}-]{2,}$/u.test(noun) ? noun : PLAIN_GROUP[group];
};

/** Words of the description that say least, so that a reason names those that say something. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'the and for with from that this are was were his her its who one two first human also'.split(' '),
);
const MOST_WORDS = 3;

const sharedWords = (
  talk: Talk,
  { mention }: WeighedMention,
  { item, words }: Candidate,
  weight: (word: string) => number,
): readonly string[] => {
  const window = talk.sentences.slice(Math.max(0, mention.sentence - WINDOW_SENTENCES), mention.sentence + WINDOW_SENTENCES + 1).join(' ');
  const own = wordsOf(`${mention.surface} ${item.label}`);
  const near = [...wordsOf(window)].filter(word => words.has(word) && !own.has(word) && !EMPTY_WORDS.has(word));
  return near.sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
};

/** More times likelier than this says nothing more. */
const MOST_TIMES = 100;
const times = (best: number, next: number): string =>
  best > MOST_TIMES * next ? `more than ${MOST_TIMES.toFixed(0)} × likelier` : `${(best / next).toFixed(1)} × likelier`;

const kindsApart = (best: Candidate, next: Candidate): string => {
  const [one, other] = [kindOf(best), kindOf(next)];
  return one === other ? `${best.item.label}, not ${next.item.label}` : `the ${one}, not the ${other}`;
};

/** Least lead in coherence that is worth a word. */
const COHERENCE_LEAD = 0.08;

const grounds = (talk: Talk, weighed: WeighedMention, best: Weighed, weight: (word: string) => number): readonly string[] => {
  const { candidate, features } = best;
  const words = sharedWords(talk, weighed, candidate, weight);
  return [
    ...(candidate.kind === 'doc' || features.fullBefore === 1
      ? ['the full name is said before']
      : features.fullInText === 1
        ? ['the full name is said later']
        : []),
    ...(words.length === 0 ? [] : [`${words.map(word => `'${word}'`).join(', ')} nearby`]),
    ...(features.cohMargin >= COHERENCE_LEAD && features.nOthers > 0 && weighed.choices.length > 1
      ? ['it goes best with the other names of the talk']
      : []),
    ...(features.isBestPop === 1 && weighed.choices.length > 1 ? ['the best known of that name'] : []),
  ];
};

/** @returns why `best` rather than anything else, in plain words with the figures behind them */
export const reasons = (talk: Talk, weighed: WeighedMention, best: Weighed, weight: (word: string) => number): string => {
  const next = weighed.choices.find(choice => choice !== best);
  const found = grounds(talk, weighed, best, weight);
  const because = found.length === 0 ? '' : `: ${found.join('; ')}`;
  if (next === undefined) return `The only item of that name (${kindOf(best.candidate)})${because}.`;
  const sentence = `${kindsApart(best.candidate, next.candidate)}${because}; ${times(best.probability, next.probability)}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
};

import { nameWords, normaliseName, TITLES } from '../name-forms.ts';
import { isFullMatch, isPartOfName, type Candidate } from './candidate.ts';
import type { TalkCoherence } from './coherence.ts';
import type { SentenceContext } from './context.ts';
import type { LinkerModel, NilVector, PairVector } from './linker-model.ts';
import { isAcronymOf, nameCover } from './name-fit.ts';
import { partOfName } from './match-kind.ts';
import type { NameSetting } from './name-setting.ts';
import { flag, groupFlags, kindFlags, typeFlags } from './one-hot.ts';
import type { MeasureOverlap } from './overlap.ts';
import type { Talk, TalkMention } from './talk.ts';
import type { TalkNames } from './talk-names.ts';
import { dot } from './vector.ts';

export interface PairInput {
  readonly mention: TalkMention;
  readonly candidates: readonly Candidate[];
  readonly context: SentenceContext;
  readonly coherence: TalkCoherence;
  readonly overlap: MeasureOverlap;
  readonly names: TalkNames;
  readonly setting: NameSetting;
  /** How much it says that a word occurs. */
  readonly wordWeight: (word: string) => number;
  readonly talk: Talk;
  readonly typeLogOdds: LinkerModel['typeLogOdds'];
}

/** Temperature of the softmax over cosines. */
const TEMPERATURE = 0.06;
/** What stands for a margin where there is nothing to be ahead of. */
const ALONE = { popularity: 3, difference: 0.1, margin: 0.2 };

const cosine = (a: Float32Array | null, b: Float32Array): number => (a === null ? 0 : dot(a, b));
const highestOther = (values: readonly number[], own: number): number => Math.max(...values.filter((_, index) => index !== own));
const meanOther = (values: readonly number[], own: number): number =>
  (values.reduce((a, b) => a + b, 0) - values[own]!) / (values.length - 1);

const softLog = (values: readonly number[]): readonly number[] => {
  const highest = Math.max(...values);
  const powers = values.map(value => Math.exp((value - highest) / TEMPERATURE));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map(power => Math.log(power / sum + 0.001));
};

const isLower = (surface: string): boolean => surface === surface.toLowerCase();

const titleBefore = (talk: Talk, mention: TalkMention): boolean => {
  const before = /(\S+)\s+$/u.exec(talk.text.slice(Math.max(0, mention.start - 30), mention.start))?.[1];
  return before !== undefined && TITLES.has(before.toLowerCase().replace(/\.$/u, ''));
};

/** @returns what the name says by itself */
export const nilVector = ({ mention, candidates, coherence, names, talk }: PairInput): NilVector => {
  const words = nameWords(mention.surface).length;
  return {
    bias: 1,
    logN: Math.log(candidates.length),
    logN0: flag(candidates.length === 1),
    ntok1: flag(words === 1),
    ntok2: flag(words === 2),
    lower: flag(isLower(mention.surface)),
    isPER: flag(mention.type === 'PER'),
    isLOC: flag(mention.type === 'LOC'),
    isORG: flag(mention.type === 'ORG'),
    isMISC: flag(mention.type === 'MISC'),
    titleBefore: flag(titleBefore(talk, mention)),
    maxPop: Math.max(...candidates.map(({ popularity }) => Math.log1p(popularity))),
    hasLonger: flag(names.hasLongerForm(mention.surface)),
    nOthers: Math.log1p(coherence.others),
    nerConf: mention.confidence,
  };
};

/** What a whole name counts for by popularity alone; a part of a name counts nothing. */
const fullWeight = ({ kind, popularity }: Candidate): number => (isFullMatch(kind) ? (1 + popularity) ** 1.5 : 0);

/** Values of every candidate of a mention that each pair is compared with. */
const comparison = ({ candidates, context, coherence }: PairInput) => {
  const sentence = candidates.map(({ embedding }) => cosine(context.sentence, embedding));
  const window = candidates.map(({ embedding }) => cosine(context.window, embedding));
  const near = sentence.map((value, index) => (value + window[index]!) / 2);
  const coherent = candidates.map(({ embedding }) => coherence.of(embedding));
  const meanCoherence = coherent.map(({ mean }) => mean);
  return {
    sentence,
    window,
    nearMean: near.reduce((a, b) => a + b, 0) / near.length,
    near,
    nearSoft: softLog(near),
    bestNear: near.indexOf(Math.max(...near)),
    coherent,
    meanCoherence,
    coherenceSoft: softLog(meanCoherence),
    popularity: candidates.map(({ popularity }) => Math.log1p(popularity)),
    fullSum: candidates.reduce((sum, candidate) => sum + fullWeight(candidate), 0),
    fullCount: candidates.filter(({ kind }) => isFullMatch(kind)).length,
    allParts: candidates.every(({ kind }) => isPartOfName(kind)),
    alone: candidates.length === 1,
  };
};
type Comparison = ReturnType<typeof comparison>;

const popularityFeatures = (all: Comparison, index: number, { prior, kind }: Candidate) => {
  const pop = all.popularity[index]!;
  const popMargin = all.alone ? ALONE.popularity : pop - highestOther(all.popularity, index);
  return { pop, popMargin, logshare: Math.log(prior + 1e-4), isBestPop: flag(popMargin >= 0), popPart: pop * flag(isPartOfName(kind)) };
};

const contextFeatures = (all: Comparison, index: number, { talk, closest }: SentenceContext, { embedding, kind }: Candidate) => {
  const ctxWin = all.window[index]!;
  const away = all.near[index]! - all.nearMean;
  return {
    ctxSent: all.sentence[index]!,
    ctxWin,
    ctxDoc: cosine(talk, embedding),
    ctxDiffMean: all.alone ? ALONE.difference : ctxWin - meanOther(all.window, index),
    ctxMargin: all.alone ? ALONE.margin : ctxWin - highestOther(all.window, index),
    ctxSoft: all.nearSoft[index]!,
    ctxPart: away * flag(isPartOfName(kind)),
    ctxXambig: away * flag(all.allParts),
    isBestCtx: flag(all.bestNear === index),
    ctxBest: closest(embedding),
  };
};

const coherenceFeatures = (all: Comparison, index: number) => ({
  cohMean: all.meanCoherence[index]!,
  cohMax: all.coherent[index]!.highest,
  cohTop3: all.coherent[index]!.topThree,
  cohMargin: all.alone ? ALONE.margin : all.meanCoherence[index]! - highestOther(all.meanCoherence, index),
  cohSoft: all.coherenceSoft[index]!,
});

const nameFeatures = (all: Comparison, surface: string, candidate: Candidate) => ({
  longerHit: flag(candidate.ofLonger === true),
  longerMiss: flag(candidate.ofLonger === false),
  fullShare: all.fullSum === 0 ? 0 : fullWeight(candidate) / all.fullSum,
  nameCover: nameCover(surface, candidate.item),
  acronym: flag(isAcronymOf(surface, candidate.item)),
  certainty: candidate.certainty,
  popKnown: flag(candidate.item.popularity !== null),
  namesake: flag(partOfName(surface, candidate.names, candidate.group) !== null),
});

const saysPlace = ({ item }: Candidate, next: string | null): boolean => next !== null && normaliseName(item.description).includes(next);

const textFeatures = ({ mention, candidates, names, overlap }: PairInput, next: string | null, candidate: Candidate) => {
  const { item, words } = candidate;
  const isThere = saysPlace(candidate, next);
  const place = names.labelPlace(item.label, mention);
  const { near, far, names: inNames } = overlap(mention, words);
  return {
    fullInText: flag(place !== null),
    fullBefore: place === 'before' ? 1 : place === 'after' ? 0.5 : 0,
    ovSent: near,
    ovDoc: far,
    descMentions: inNames,
    commaPlace: flag(isThere),
    commaElse: flag(!isThere && candidates.some(other => saysPlace(other, next))),
    caseExact: flag(item.label === mention.surface || item.aliases.some(alias => alias === mention.surface)),
    hasDesc: flag(item.description !== ''),
  };
};

const mentionFeatures = (input: PairInput, next: string | null) => {
  const { mention, candidates, coherence, context, names, setting, talk, wordWeight } = input;
  const words = nameWords(mention.surface);
  return {
    sport: context.sport,
    spanSame: flag(mention.reading === 'same'),
    spanPart: flag(mention.reading === 'part'),
    joinBefore: flag(setting.joinedBefore),
    joinAfter: flag(setting.joinedAfter),
    lowerInTalk: flag(setting.lowerInTalk),
    nameWeight: words.length === 0 ? 0 : words.reduce((sum, word) => sum + wordWeight(word), 0) / words.length,
    logN: Math.log(candidates.length),
    hasComma: flag(next !== null),
    titleBefore: flag(titleBefore(talk, mention)),
    freq: Math.log1p(names.frequency(mention.surface)),
    ntok: words.length,
    len: normaliseName(mention.surface).length,
    nOthers: Math.log1p(coherence.others),
    nerConf: mention.confidence,
    hasLonger: flag(names.hasLongerForm(mention.surface)),
    lower: flag(isLower(mention.surface)),
    ...typeFlags(mention.type),
  };
};

/** @returns log-odds of a group for a type of name; 0 where nothing is known */
const typeFit = ({ table, types, groups }: LinkerModel['typeLogOdds'], type: TalkMention['type'], group: string): number =>
  table[types.indexOf(type ?? 'NONE')]?.[groups.indexOf(group)] ?? 0;

/** @returns for each candidate of a mention the features of the pair, in the order of the candidates */
export const pairVectors = (input: PairInput): readonly PairVector[] => {
  const { mention, candidates, context, names } = input;
  const all = comparison(input);
  const types = names.types(mention.surface);
  const next = names.next(mention);
  const shared = mentionFeatures(input, next);
  return candidates.map((candidate, index) => ({
    ...shared,
    ...kindFlags(candidate.kind),
    ...groupFlags(candidate.group),
    ...popularityFeatures(all, index, candidate),
    ...contextFeatures(all, index, context, candidate),
    ...coherenceFeatures(all, index),
    ...textFeatures(input, next, candidate),
    ...nameFeatures(all, mention.surface, candidate),
    logFull: Math.log1p(all.fullCount),
    typeLO: typeFit(input.typeLogOdds, mention.type, candidate.group),
    typeTalk: types.reduce((sum, type) => sum + typeFit(input.typeLogOdds, type, candidate.group), 0) / Math.max(1, types.length),
  }));
};

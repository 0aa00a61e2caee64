import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from '../../cli/emphasis/measure.ts';
import { spokenWords } from '../../cli/speech/utterance.ts';
import { analyseText } from '../../core/src/speech/emphasis/analyse-text.ts';
import { EMPHASIS_RULES } from '../../core/src/speech/emphasis/sensitivity.ts';
import type { TextPrior } from '../../core/src/speech/emphasis/text-prior.ts';
import { classOf, type LabelledSentence, readHelsinkiCorpus } from '../../models/text-prior/helsinki-corpus.ts';
import { type Fold, trainFolds } from '../../models/text-prior/train-text-prior.ts';
import { share } from '../align/statistics.ts';
import type { BenchRow } from '../report.ts';
import { unaligned } from './time-sources.ts';
import { limitRow, notRun, shareRow, valueRow } from './rows.ts';

const FOLDS = 5;
const TRAILING = /[^\p{L}\p{N}]+$/u;

/** A token as a grader might hand it over, and which word of the sentence it is; null for punctuation alone. */
interface Token {
  readonly text: string;
  readonly of: number | null;
}

/** How corpora write their words. */
const SPELLINGS: Readonly<Record<string, (words: LabelledSentence['words']) => Token[]>> = {
  'punctuation on its word': words => words.map(({ text }, of) => ({ text, of })),
  'punctuation as tokens': words =>
    words.flatMap(({ text }, of) => [
      { text: text.replace(TRAILING, ''), of },
      ...Array.from(TRAILING.exec(text)?.[0] ?? '', mark => ({ text: mark, of: null })),
    ]),
  'no punctuation, lower case': words => words.map(({ text }, of) => ({ text: text.replace(TRAILING, '').toLowerCase(), of })),
};

interface JudgedWord {
  readonly said: 0 | 1 | 2;
  readonly is: 0 | 1 | 2;
}

/** Judges a sentence through the command line's own path. */
const judge = async (
  prior: TextPrior,
  { words, prominences }: LabelledSentence,
  spell: (words: LabelledSentence['words']) => Token[],
): Promise<JudgedWord[]> => {
  const tokens = spell(words);
  const { words: measured } = await measure(
    { prior, align: unaligned() },
    { audio: null, spoken: spokenWords(tokens, 'en', null), sensitivity: 'normal' },
  );
  return tokens.flatMap(({ of }, i) => {
    const prominence = of === null ? null : prominences[of];
    const accent = measured[i]?.accent;
    return prominence === null || prominence === undefined || accent === undefined ? [] : [{ said: accent.class, is: classOf(prominence) }];
  });
};

const f1 = (judged: readonly JudgedWord[]): number => {
  const hits = judged.filter(({ said, is }) => said > 0 && is > 0).length;
  return (2 * hits) / judged.reduce((sum, { said, is }) => sum + (said > 0 ? 1 : 0) + (is > 0 ? 1 : 0), 0);
};

const foldRows = async (folds: readonly Fold[]): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const [spelling, spell] of Object.entries(SPELLINGS)) {
    const judged: JudgedWord[] = [];
    for (const { prior, sentences } of folds) for (const sentence of sentences) judged.push(...(await judge(prior, sentence, spell)));
    const data = `${judged.length} words, ${FOLDS} folds by speaker`;
    const isPlain = spelling.startsWith('no');
    const check = (statistic: string, least: number, prototype: string, peer: string) => ({
      check: `text alone, ${spelling}: ${statistic}`,
      data,
      ...(isPlain ? {} : { least, prototype, peer }),
    });
    rows.push(
      shareRow(
        check('2-way', 0.81, '.820 (test)', 'BERT-base on 20 x the data: .832'),
        judged.map(({ said, is }) => said > 0 === is > 0),
      ),
      valueRow(check('F1', 0.82, '.832 (test)', 'content-word rule: .781'), f1(judged)),
      shareRow(
        check('3-way', 0.64, '.656 (test)', 'BERT-base on 20 x the data: .686'),
        judged.map(({ said, is }) => said === is),
      ),
    );
  }
  return rows;
};

/** Share of words that the rule marks by prominence alone; strength and contrast can only take some away. */
const firingRows = (sentences: readonly LabelledSentence[]): BenchRow[] =>
  Object.entries(EMPHASIS_RULES).map(([sensitivity, rule]) => {
    const marked = sentences.flatMap(({ prominences }) => {
      const known = prominences.filter(value => value !== null);
      const strongest = Math.max(...known);
      return known.map(value => value >= rule.prominence && value >= rule.ofStrongest * strongest);
    });
    const check = {
      check: `neutral words marked, sensitivity ${sensitivity}`,
      data: `${marked.length} words of the corpus`,
      peer: 'listeners: .15-.22',
    };
    if (sensitivity !== 'normal') return valueRow(check, share(marked));
    const rate = share(marked);
    return {
      ...limitRow({ ...check, prototype: '.09' }, rate, 0.12),
      threshold: '.05-.12',
      status: rate >= 0.05 && rate <= 0.12 ? 'pass' : 'fail',
    };
  });

const REPEATS = 5;

const speedRow = (prior: TextPrior, sentences: readonly LabelledSentence[]): BenchRow => {
  const words = sentences.flatMap((sentence, index) =>
    sentence.words.map(({ text }) => ({
      id: 'w0',
      text,
      startMs: 0,
      endMs: 0,
      timeSource: 'spread' as const,
      timeErrorMs: 0,
      sentence: index,
    })),
  );
  const rates = Array.from({ length: REPEATS }, () => {
    const before = process.cpuUsage();
    analyseText({ words, sensitivity: 'normal', prior });
    const { user, system } = process.cpuUsage(before);
    return words.length / ((user + system) / 1e6);
  });
  return valueRow(
    { check: 'text alone, words a second of processor time', data: `${words.length} words, best of ${REPEATS}`, least: 100_000 },
    Math.round(Math.max(...rates)),
  );
};

/** @param fixtures folder of larger fixtures, or null */
export const textRows = async (fixtures: string | null, prior: TextPrior): Promise<BenchRow[]> => {
  if (fixtures === null) {
    const data = 'Helsinki Prosody Corpus, development split';
    return [
      notRun({ check: 'text alone: 2-way', data, least: 0.81, prototype: '.820 (test)' }),
      notRun({ check: 'text alone: 3-way', data, least: 0.64, prototype: '.656 (test)' }),
    ];
  }
  const sentences = readHelsinkiCorpus(readFileSync(join(fixtures, 'data/helsinki/dev.txt'), 'utf8'));
  return [...(await foldRows(trainFolds(sentences, FOLDS))), ...firingRows(sentences), speedRow(prior, sentences)];
};

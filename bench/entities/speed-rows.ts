import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConceptFinder } from '../../core/src/entities/concepts/concept-finder.ts';
import type { KnowledgeBase } from '../../core/src/entities/knowledge-base.ts';
import { linkEntities, THRESHOLDS } from '../../core/src/entities/link/link-entities.ts';
import type { Linker } from '../../core/src/entities/link/load-linker.ts';
import { planEntities } from '../../core/src/entities/plan.ts';
import type { NameRecogniser } from '../../core/src/entities/recognise/name-recogniser.ts';
import { textWords } from '../../core/src/entities/recognise/text-words.ts';
import type { SentenceEmbedder } from '../../core/src/entities/sentence-embedder.ts';
import type { Hearing } from '../../core/src/speech/emphasis-point.ts';
import { aHearing } from '../../core/src/testing/entity-builders.ts';
import type { BenchRow } from '../report.ts';

export interface SpeedDeps {
  readonly recogniser: NameRecogniser;
  readonly concepts: ConceptFinder;
  readonly knowledgeBase: KnowledgeBase;
  readonly embedder: SentenceEmbedder;
  readonly linker: Linker;
}

/** 24 word pieces with the point at its end. */
const SENTENCE = 'In July of 1969 Neil Armstrong and Buzz Aldrin of NASA landed on the Moon, while Michael Collins waited in orbit.';
const RUNS = 300;
/** At 150 words a minute. */
const TEN_MINUTES_WORDS = 1_500;

/** Processor time of one thread, milliseconds. */
const cpuMs = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const sentenceRow = async (recogniser: NameRecogniser): Promise<BenchRow> => {
  const words = textWords(SENTENCE);
  for (let run = 0; run < RUNS / 10; run += 1) await recogniser.recognise(words);
  const each =
    (await cpuMs(async () => {
      for (let run = 0; run < RUNS; run += 1) await recogniser.recognise(words);
    })) / RUNS;
  return {
    check: 'names, a sentence of 24 word pieces on one thread, ms of processor time',
    data: `${RUNS} runs`,
    value: each.toFixed(2),
    threshold: '≤ 5',
    prototype: '2.7',
    status: each <= 5 ? 'pass' : 'fail',
  };
};

const talkOf = (fixtures: string, transcripts: readonly string[]): string =>
  transcripts
    .map(name => readFileSync(join(fixtures, 'data/entities/transcripts', `${name}.txt`), 'utf8'))
    .join('\n')
    .split(/(?<=\s)/u)
    .slice(0, TEN_MINUTES_WORDS)
    .join('');

const talkRow = async (hearing: Hearing, deps: SpeedDeps): Promise<BenchRow> => {
  const call = { workspaceId: 'bench', purpose: 'job' } as const;
  const whole = async (): Promise<number> => {
    const plan = await planEntities(hearing, deps, { concepts: true });
    const links = await linkEntities({ plan, hearing, ...deps, threshold: THRESHOLDS.normal, call });
    return links.outcome === 'done' ? links.value.entities.length : 0;
  };
  const cold = await cpuMs(whole);
  const warm = await cpuMs(whole);
  return {
    check: 'a ten-minute talk planned and linked from a warm cache, s of processor time',
    data: `${hearing.transcript.words.length} words, ${await whole()} entities; ${(cold / 1_000).toFixed(2)} s where no vector is remembered`,
    value: (warm / 1_000).toFixed(2),
    threshold: '< 3',
    prototype: '0.7 + 10 ms a hundred candidates',
    status: warm < 3_000 ? 'pass' : 'fail',
  };
};

const megabytes = (): number => process.memoryUsage().rss / 1e6;

/** @param deps fresh ones, so that the first run has nothing remembered and the knowledge base is not read yet */
export const speedRows = async (fixtures: string, deps: SpeedDeps): Promise<readonly BenchRow[]> => {
  const hearing = aHearing(talkOf(fixtures, ['speech-telescope', 'speech-remarks']), ['telescope', 'stars', 'image', 'light']);
  const another = aHearing(talkOf(fixtures, ['vlog-hiking', 'vlog-wine']), ['mountain', 'glass']);
  const sentence = await sentenceRow(deps.recogniser);
  await planEntities(another, deps, { concepts: true });
  const ofModels = megabytes();
  const talk = await talkRow(hearing, deps);
  return [
    sentence,
    talk,
    {
      check: 'memory of both models, the linker and the words of concepts after a talk, MB',
      data: 'this process, with the compiler that runs it',
      value: ofModels.toFixed(0),
      threshold: '< 600',
      prototype: '500',
      status: ofModels < 600 ? 'pass' : 'fail',
    },
    {
      check: '  and of a folder as knowledge base, MB',
      data: '51,000 items, as after they were read',
      value: megabytes().toFixed(0),
      threshold: '',
      prototype: '',
      status: 'measured',
    },
  ];
};

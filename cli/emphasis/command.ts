import { done } from '@cutaway/core/platform/outcome';
import type { Sensitivity } from '@cutaway/core/speech/emphasis/sensitivity';
import { Option, type Command } from 'commander';
import { runBatch } from '../batch/run-batch.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { progressReporter } from '../progress.ts';
import { hearingDeps, recogniser } from '../speech/models.ts';
import { openRecording, spokenWords, Utterance } from '../speech/utterance.ts';
import { wordsFrom } from '../speech/words-file.ts';
import { measure, type Measured, measureSpeech } from './measure.ts';
import { printEmphasis } from './print-emphasis.ts';

interface Options {
  readonly words?: string;
  readonly batch?: string;
  readonly language?: string;
  readonly sensitivity: Sensitivity;
  readonly json?: boolean;
}

/** Of words that are given. */
const USUAL_LANGUAGE = 'en';
/** Of the processor, for recognising. */
const THREADS = 2;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

type Say = (line: string) => void;

/** @param path null for text alone */
const withWords = async (
  path: string | null,
  file: string,
  { language = USUAL_LANGUAGE, sensitivity }: Options,
  say: Say,
): Promise<Measured> => {
  const audio = path === null ? null : await openRecording(path);
  const spoken = wordsFrom(file, language, audio?.info.durationMs ?? null);
  return measure(await hearingDeps(), { audio, spoken, sensitivity, onProgress: share => say(`listening ${percent(share)}`) });
};

const withoutWords = async (path: string, { language, sensitivity }: Options, say: Say): Promise<Measured> => {
  const audio = await openRecording(path);
  const deps = { ...(await hearingDeps()), recogniser: await recogniser(THREADS) };
  const { signal } = new AbortController();
  const onProgress = (share: number, message: string): void => say(`${percent(share)}  ${message}`);
  return measureSpeech(deps, { audio, language: language ?? null, hints: [], sensitivity, onProgress, signal });
};

const one = async (path: string | undefined, options: Options): Promise<ExitCode> => {
  const { words, json } = options;
  if (path === undefined && words === undefined)
    throw new CommandError(EXIT.usage, 'Give a recording, its words with --words FILE, or many utterances with --batch FILE.jsonl.');
  const progress = progressReporter();
  const measured =
    words === undefined && path !== undefined
      ? await withoutWords(path, options, progress.say)
      : await withWords(path ?? null, words ?? '', options, progress.say);
  progress.end();
  console.log(json === true ? JSON.stringify(measured) : printEmphasis(measured));
  return EXIT.completed;
};

const many = async (file: string, { language: usual = USUAL_LANGUAGE, sensitivity }: Options): Promise<ExitCode> => {
  const deps = await hearingDeps();
  return runBatch(userPath(file), {
    schema: Utterance,
    print: line => console.log(line),
    answer: async ({ id, audio: path, language = usual, words }) => {
      const audio = path === null || path === undefined ? null : await openRecording(path);
      const spoken = spokenWords(words, language, audio?.info.durationMs ?? null);
      return done({ id, ...(await measure(deps, { audio, spoken, sensitivity })) });
    },
  });
};

const run = async (audio: string | undefined, options: Options): Promise<ExitCode> => {
  if (options.batch === undefined) return one(audio, options);
  if (audio !== undefined || options.words !== undefined)
    throw new CommandError(EXIT.usage, 'A batch names its own recordings and words: leave AUDIO and --words out.');
  return many(options.batch, options);
};

const EXAMPLES = `
Examples:
  cutaway emphasis talk.wav --words talk.json
  cutaway emphasis talk.wav                          recognises the words first, where CUTAWAY_MODELS has a recogniser
  cutaway emphasis --words talk.srt                  what the text alone lets expect
  cutaway emphasis --batch utterances.jsonl > emphasis.jsonl
      in   {"id":"u1","audio":"u1.wav","words":[{"text":"The","start":0.0,"end":0.11}]}
           times in seconds; words without times are looked for in the sound; without "audio" the text alone is judged
      out  {"id":"u1","words":[{"text":"The","prominence":0.12,"score":0.05,"emphasised":false, … }]}

How to read the scores: docs/emphasis.md`;

/** `emphasis AUDIO`: how strongly each word was stressed, and why. Needs no stage. @param finish told the exit code */
export const addEmphasisCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  program
    .command('emphasis')
    .description('Measure how strongly each word is stressed, and say why; needs no stage')
    .argument('[audio]', 'the recording; without one the text alone is judged')
    .option('--words <file>', 'its words: {"words":[{"text","start","end"}]} in seconds, .srt, .vtt or .txt')
    .option('--batch <file.jsonl>', 'many utterances, one a line; the answers come in the same order')
    .addOption(
      new Option('--sensitivity <name>', 'how readily a word counts as emphasised')
        .choices(['low', 'normal', 'high', 'highest'])
        .default('normal'),
    )
    .option('--language <tag>', 'of the words, BCP 47 (default: "en"; without --words: found out, where the model knows several)')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (audio: string | undefined, options: Options) => finish(await run(audio, options)));
};

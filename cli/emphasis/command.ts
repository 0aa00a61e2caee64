import { done } from '@cutaway/core/platform/outcome';
import type { Sensitivity } from '@cutaway/core/speech/emphasis/sensitivity';
import { Option, type Command } from 'commander';
import { runBatch } from '../batch/run-batch.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { progressReporter } from '../progress.ts';
import { hearingDeps } from '../speech/models.ts';
import { openRecording, spokenWords, Utterance } from '../speech/utterance.ts';
import { wordsFrom } from '../speech/words-file.ts';
import { measure } from './measure.ts';
import { printEmphasis } from './print-emphasis.ts';

interface Options {
  readonly words?: string;
  readonly batch?: string;
  readonly language: string;
  readonly sensitivity: Sensitivity;
  readonly json?: boolean;
}

const one = async (audioPath: string | undefined, { words, language, sensitivity, json }: Options): Promise<ExitCode> => {
  if (words === undefined)
    throw new CommandError(EXIT.usage, 'Give the words with --words FILE, or many utterances with --batch FILE.jsonl.');
  const progress = progressReporter();
  const audio = audioPath === undefined ? null : await openRecording(audioPath);
  const spoken = wordsFrom(words, language, audio?.info.durationMs ?? null);
  const measured = await measure(await hearingDeps(), {
    audio,
    spoken,
    sensitivity,
    onProgress: share => progress.say(`listening ${Math.round(100 * share)} %`),
  });
  progress.end();
  console.log(json === true ? JSON.stringify(measured) : printEmphasis(measured));
  return EXIT.completed;
};

const many = async (file: string, { language: usual, sensitivity }: Options): Promise<ExitCode> => {
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
    .option('--language <tag>', 'of the words, BCP 47', 'en')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (audio: string | undefined, options: Options) => finish(await run(audio, options)));
};

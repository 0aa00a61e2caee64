import { AppError } from '@cutaway/core/errors/app-error';
import { done } from '@cutaway/core/platform/outcome';
import type { Command } from 'commander';
import { runBatch } from '../batch/run-batch.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { progressReporter } from '../progress.ts';
import { aligner } from '../speech/models.ts';
import { openRecording, spokenWords, Utterance } from '../speech/utterance.ts';
import { wordsFrom } from '../speech/words-file.ts';
import { place } from './place.ts';
import { printPlaced } from './print-placed.ts';

interface Options {
  readonly words?: string;
  readonly batch?: string;
  readonly language: string;
  readonly json?: boolean;
}

const one = async (path: string, words: string, { language, json }: Options): Promise<ExitCode> => {
  const progress = progressReporter();
  const audio = await openRecording(path);
  const spoken = wordsFrom(words, language, audio.info.durationMs);
  const placed = await place(aligner, audio, spoken, share => progress.say(`listening ${Math.round(100 * share)} %`));
  progress.end();
  console.log(json === true ? JSON.stringify(placed) : printPlaced(placed));
  return EXIT.completed;
};

const many = (file: string, { language: usual }: Options): Promise<ExitCode> =>
  runBatch(userPath(file), {
    schema: Utterance,
    print: line => console.log(line),
    answer: async ({ id, audio: path, language = usual, words }) => {
      if (path === null || path === undefined) throw new AppError('BAD_REQUEST', { detail: 'audio: a path is needed' });
      const audio = await openRecording(path);
      return done({ id, ...(await place(aligner, audio, spokenWords(words, language, audio.info.durationMs))) });
    },
  });

const run = async (media: string | undefined, options: Options): Promise<ExitCode> => {
  const { words, batch } = options;
  if (batch !== undefined) {
    if (media === undefined && words === undefined) return many(batch, options);
    throw new CommandError(EXIT.usage, 'A batch names its own recordings and words: leave MEDIA and --words out.');
  }
  if (media === undefined || words === undefined)
    throw new CommandError(EXIT.usage, 'Give a recording and its words: MEDIA --words FILE, or many with --batch FILE.jsonl.');
  return one(media, words, options);
};

const EXAMPLES = `
Examples:
  cutaway align talk.wav --words talk.txt            a sentence a line; no times are needed
  cutaway align talk.mp4 --words talk.srt --json
  cutaway align --batch utterances.jsonl > placed.jsonl
      in   {"id":"u1","audio":"u1.wav","words":[{"text":"The"},{"text":"end"}]}
      out  {"id":"u1","words":[{"text":"The","start":0.12,"end":0.21,"confidence":0.99,"phones":[…],…}],…}

English is found in the sound; for other languages the answer says what was done instead.`;

/** `align MEDIA`: when each word is said. Needs no stage. @param finish told the exit code */
export const addAlignCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  program
    .command('align')
    .description('Find when each word of a text is said in a recording; needs no stage')
    .argument('[media]', 'the recording')
    .option('--words <file>', 'its words: .txt (a sentence a line), .srt, .vtt or {"words":[{"text"[,"start","end"]}]} in seconds')
    .option('--batch <file.jsonl>', 'many recordings, one a line; the answers come in the same order')
    .option('--language <tag>', 'of the words, BCP 47', 'en')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (media: string | undefined, options: Options) => finish(await run(media, options)));
};

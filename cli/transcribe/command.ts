import { done } from '@cutaway/core/platform/outcome';
import type { Command } from 'commander';
import * as z from 'zod';
import { runBatch } from '../batch/run-batch.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { progressReporter } from '../progress.ts';
import { aligner, recogniser } from '../speech/models.ts';
import { openRecording } from '../speech/utterance.ts';
import { printTranscribed } from './print-transcribed.ts';
import { transcribe } from './transcribe.ts';

interface Options {
  readonly batch?: string;
  readonly language?: string;
  readonly hint: readonly string[];
  readonly threads: number;
  readonly json?: boolean;
}

/** A line of a batch. */
const Recording = z.object({
  id: z.union([z.string(), z.number()]),
  audio: z.string().min(1),
  language: z.string().nullish(),
  hints: z.array(z.string().min(1)).default([]),
});

const one = async (path: string, { language, hint, threads, json }: Options): Promise<ExitCode> => {
  const progress = progressReporter();
  const audio = await openRecording(path);
  const listening = await recogniser(threads);
  const transcribed = await transcribe(listening, aligner, { audio, language: language ?? null, hints: hint, onProgress: progress.say });
  progress.end();
  console.log(json === true ? JSON.stringify(transcribed) : printTranscribed(transcribed));
  return EXIT.completed;
};

const many = async (file: string, { language: usual, hint, threads }: Options): Promise<ExitCode> => {
  const listening = await recogniser(threads);
  return runBatch(userPath(file), {
    schema: Recording,
    print: line => console.log(line),
    answer: async ({ id, audio, language, hints }) => {
      const request = { audio: await openRecording(audio), language: language ?? usual ?? null, hints: [...hint, ...hints] };
      return done({ id, ...(await transcribe(listening, aligner, request)) });
    },
  });
};

const run = async (media: string | undefined, options: Options): Promise<ExitCode> => {
  if (options.batch === undefined) {
    if (media === undefined) throw new CommandError(EXIT.usage, 'Give a recording, or many with --batch FILE.jsonl.');
    return one(media, options);
  }
  if (media !== undefined) throw new CommandError(EXIT.usage, 'A batch names its own recordings: leave MEDIA out.');
  return many(options.batch, options);
};

const EXAMPLES = `
The recogniser is a Whisper model in the folder CUTAWAY_MODELS; CUTAWAY_RECOGNISER says which where there are several.

Examples:
  CUTAWAY_MODELS=~/models cutaway transcribe talk.wav
  cutaway transcribe talk.mp4 --json --hint "Ngũgĩ wa Thiong'o" --hint Limuru
  cutaway transcribe --batch recordings.jsonl > words.jsonl
      in   {"id":"u1","audio":"u1.wav"}
      out  {"id":"u1","language":"en","words":[{"text":"And","start":0.305,"end":0.645,"timeSource":"aligned",…}],…}`;

const positive = (text: string): number => {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    throw new CommandError(EXIT.usage, '--threads takes a number from 1 to 64.');
  return threads;
};

/** `transcribe MEDIA`: what is said, and when. Needs no stage. @param finish told the exit code */
export const addTranscribeCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  program
    .command('transcribe')
    .description('Recognise what is said in a recording, and when; needs a recogniser but no stage')
    .argument('[media]', 'the recording')
    .option('--batch <file.jsonl>', 'many recordings, one a line; the answers come in the same order')
    .option('--language <code>', 'what is spoken, ISO 639; absent: found out, where the model knows several')
    .option(
      '--hint <word>',
      'a name or term that may be said, as it is written; again for more',
      (word, all: readonly string[]) => [...all, word],
      [],
    )
    .option('--threads <number>', 'of the processor', positive, 2)
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (media: string | undefined, options: Options) => finish(await run(media, options)));
};

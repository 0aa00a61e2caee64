import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { progressReporter } from '../progress.ts';
import { connect } from '../stage/connect.ts';
import { enrich, type Enriched } from './enrich.ts';
import { inputFile } from './input-file.ts';
import { printTimeline } from './print-timeline.ts';
import { outputFolder, writeResults } from './write-results.ts';

interface Options {
  readonly words?: string;
  readonly out?: string;
  readonly preset?: string;
  readonly cuesPerMinute?: number;
  readonly precision?: string;
  readonly sensitivity?: string;
  readonly json?: boolean;
  readonly apiUrl?: string;
}

const settingsOf = (options: Options): Readonly<Record<string, unknown>> | undefined => {
  const settings = {
    ...(options.preset !== undefined && { preset: options.preset }),
    ...(options.cuesPerMinute !== undefined && { cuesPerMinute: options.cuesPerMinute }),
    ...(options.precision !== undefined && { precision: options.precision }),
    ...(options.sensitivity !== undefined && { sensitivity: options.sensitivity }),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
};

const EXIT_OF = { completed: EXIT.completed, partial: EXIT.partial, failed: EXIT.failed, cancelled: EXIT.failed } as const;

const exitCodeOf = ({ job }: Enriched): ExitCode => {
  switch (job.state) {
    case 'completed':
    case 'partial':
    case 'failed':
    case 'cancelled':
      return EXIT_OF[job.state];
    case 'queued':
    case 'running':
    case 'waiting':
      throw new CommandError(EXIT.failed, `The job was left ${job.state}.`);
  }
};

const report = (result: Enriched): void => {
  const { job } = result;
  for (const reason of job.reasons) console.error(`missing at ${reason.stage}: ${reason.why} [${reason.code}]`);
  if (job.error !== null) console.error(`failed at ${job.error.stage}: ${job.error.why} [${job.error.code}] ${job.error.help}`);
};

const amount = (text: string): number => {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('A number is needed.');
  return number;
};

const run = async (file: string, options: Options): Promise<ExitCode> => {
  const input = inputFile(userPath(file));
  const words = options.words === undefined ? undefined : inputFile(userPath(options.words));
  const folder = options.out === undefined ? null : await outputFolder(userPath(options.out));
  const client = await connect({ apiUrl: options.apiUrl, apiKey: process.env.CUTAWAY_API_KEY });
  const progress = progressReporter();
  const result = await enrich(client, { input, words, settings: settingsOf(options), onProgress: progress.say });
  progress.end();
  report(result);
  const isReadable = result.job.state === 'completed' || result.job.state === 'partial';
  if (isReadable && folder !== null) {
    const written = await writeResults(client, result.projectId, folder);
    console.error(`${written.length} files in ${folder}; open storyboard.html to look at them.`);
  }
  if (isReadable && result.timeline !== null)
    console.log(options.json === true ? JSON.stringify(result.timeline) : printTimeline(result.timeline));
  return exitCodeOf(result);
};

/** `enrich FILE`: a talk goes in, its timeline comes out. @param finish told the exit code */
export const addEnrichCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  program
    .command('enrich')
    .description('Process a talk on a stage and show its timeline')
    .argument('<file>', 'media, or a transcript alone: .srt, .vtt, .txt (a sentence a line), .json (words in seconds)')
    .option('--words <file>', 'the words of the media: .srt, .vtt or {"words":[{"text","start","end"}]} in seconds')
    .option('--out <folder>', 'write manifest, timeline, subtitles, storyboard, credits and pictures there')
    .addOption(new Option('--preset <name>', 'where the video goes').choices(['youtube', 'tiktok', 'reels', 'shorts', 'square']))
    .option('--cues-per-minute <number>', 'most pictures a minute', amount)
    .addOption(new Option('--precision <name>', 'how sure names have to be').choices(['strict', 'normal', 'balanced']))
    .addOption(new Option('--sensitivity <name>', 'how readily a word counts as emphasised').choices(['low', 'normal', 'high', 'highest']))
    .option('--json', 'print the timeline as JSON')
    .option('--api-url <url>', 'another stage than the local one; its key is read from CUTAWAY_API_KEY')
    .action(async (file: string, options: Options) => finish(await run(file, options)));
};

import { join, resolve } from 'node:path';
import { annotate, AnnotateRequest, type AnnotateDeps } from '@cutaway/core/entities/annotate';
import { THRESHOLDS } from '@cutaway/core/entities/link/link-entities';
import { loadLinker } from '@cutaway/core/entities/link/load-linker';
import { onnxSentenceEmbedder } from '@cutaway/core/entities/onnx-sentence-embedder';
import { onnxNameRecogniser } from '@cutaway/core/entities/recognise/onnx-name-recogniser';
import { Option, type Command } from 'commander';
import { runBatch } from '../batch/run-batch.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { openKnowledge } from './knowledge.ts';
import { printNames } from './print-names.ts';
import { talkText } from './talk-text.ts';

interface Options {
  readonly batch?: string;
  readonly knowledge?: string;
  readonly precision?: keyof typeof THRESHOLDS;
}

const MODELS = resolve(import.meta.dirname, '../../models');

const depsOf = async ({ knowledge, precision }: Options): Promise<AnnotateDeps> => ({
  recogniser: onnxNameRecogniser({ modelFolder: join(MODELS, 'names-minilm'), threads: 1 }),
  embedder: onnxSentenceEmbedder({ modelFolder: join(MODELS, 'all-MiniLM-L6-v2'), threads: 1 }),
  linker: await loadLinker(join(MODELS, 'linker')),
  knowledgeBase: openKnowledge(knowledge, process.env),
  threshold: THRESHOLDS[precision ?? (knowledge === undefined ? 'normal' : 'strict')],
  call: { workspaceId: 'command-line', purpose: 'interactive' },
});

const batch = (file: string, deps: AnnotateDeps): Promise<ExitCode> =>
  runBatch(file, { schema: AnnotateRequest, answer: request => annotate(request, deps), print: line => console.log(line) });

const single = async (file: string, deps: AnnotateDeps): Promise<ExitCode> => {
  const text = talkText(file);
  const annotated = await annotate({ id: file, text }, deps);
  if (annotated.outcome !== 'done') throw new CommandError(EXIT.failed, annotated.why);
  console.log(printNames(text, annotated.value.mentions));
  return EXIT.completed;
};

const run = async (file: string | undefined, options: Options): Promise<ExitCode> => {
  const path = options.batch ?? file;
  if (path === undefined || (options.batch !== undefined && file !== undefined)) {
    throw new CommandError(EXIT.usage, 'Name one file: a talk, or with --batch a list of texts.');
  }
  const deps = await depsOf(options);
  return options.batch === undefined ? single(userPath(path), deps) : batch(userPath(path), deps);
};

/** `entities FILE`: what a talk names, and which item of Wikidata each name is; without a stage. @param finish told the exit code */
export const addEntitiesCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  program
    .command('entities')
    .description('List the names of a talk and the Wikidata items they mean, or say why none is sure enough')
    .argument('[file]', 'a transcript: .txt (a sentence a line), .srt, .vtt, .json (words in seconds)')
    .option(
      '--batch <file>',
      'JSON lines {"id","text"[,"mentions":[{"start","end"}]][,"candidates":{"<surface>":["Q…"]}]}, answered line by line',
    )
    .option('--knowledge <folder>', 'read items from the *.jsonl of a folder; without it Wikidata and Wikipedia are asked')
    .addOption(
      new Option(
        '--precision <name>',
        'how sure links have to be; without it normal, or strict with a folder, which lacks most items',
      ).choices(['strict', 'normal', 'balanced']),
    )
    .action(async (file: string | undefined, options: Options) => finish(await run(file, options)));
};

import { join, resolve } from 'node:path';
import { folderKnowledgeBase } from '../../../core/src/entities/folder-knowledge-base.ts';
import type { ClassGrouper } from '../../../core/src/entities/link/class-group.ts';
import { onnxSentenceEmbedder } from '../../../core/src/entities/onnx-sentence-embedder.ts';
import { onnxNameRecogniser } from '../../../core/src/entities/recognise/onnx-name-recogniser.ts';
import { rememberingEmbedder } from '../../../core/src/entities/remembering-embedder.ts';
import { type ExampleDeps, type LinkExample, linkExamples, type Variant } from './examples.ts';
import { readGold } from './gold.ts';

const MODELS = resolve(import.meta.dirname, '../..');
/** All items and sentences of the gold sets, in every variant. */
const REMEMBERED = 100_000;

/** @param fixtures folder of the gold sets, with the slice of Wikidata as the only `*.jsonl` of items that is read */
export const exampleDeps = (fixtures: string, grouper: ClassGrouper, wordWeight: (word: string) => number): ExampleDeps => ({
  knowledgeBase: folderKnowledgeBase(join(fixtures, 'data/entities'), name => name === 'wikidata-slice.jsonl'),
  recogniser: onnxNameRecogniser({ modelFolder: join(MODELS, 'names-minilm'), threads: 1 }),
  embedder: rememberingEmbedder(onnxSentenceEmbedder({ modelFolder: join(MODELS, 'all-MiniLM-L6-v2'), threads: 1 }), REMEMBERED),
  grouper,
  wordWeight,
});

/** @returns every name of GUM and Wiki-Fair in every variant asked for */
export const allExamples = async (fixtures: string, variants: readonly Variant[], deps: ExampleDeps): Promise<readonly LinkExample[]> => {
  const examples: LinkExample[] = [];
  for (const gold of [...readGold(fixtures, 'gum'), ...readGold(fixtures, 'wikifair')]) {
    for (const variant of variants) examples.push(...(await linkExamples(gold, variant, deps)));
  }
  return examples;
};

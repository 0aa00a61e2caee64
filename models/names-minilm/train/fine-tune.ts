import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TrainingWindow } from './batches.ts';

const MODELS = resolve(import.meta.dirname, '../..');
const REQUIREMENTS = 'models/names-minilm/train/requirements.txt';

const run = async (command: string, args: readonly string[]): Promise<boolean> => {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  // A command that is not there ends without ever having begun.
  const ended = await Promise.race([once(child, 'exit'), once(child, 'error')]);
  return ended[0] === 0;
};

/** @throws unless `python` has what training needs, with how to get it */
export const requireTorch = async (python: string): Promise<void> => {
  if (await run(python, ['-c', 'import torch, transformers, onnx, onnxruntime'])) return;
  throw new Error(
    `${python} lacks what training needs, about 6 GB once: python3 -m venv FOLDER && FOLDER/bin/pip install -r ${REQUIREMENTS}, then CUTAWAY_PYTHON=FOLDER/bin/python npm run train -- names`,
  );
};

/** Trains on the batches and leaves in `folder` what the recogniser loads: `tokenizer.json`, `onnx/model_quantized.onnx`. */
export const fineTune = async (python: string, batches: readonly (readonly TrainingWindow[])[], folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const lines = join(folder, 'batches.jsonl');
  writeFileSync(lines, batches.map(batch => `${JSON.stringify(batch)}\n`).join(''));
  const base = join(MODELS, 'all-MiniLM-L6-v2/onnx/model_quantized.onnx');
  if (!(await run(python, [join(import.meta.dirname, 'fine_tune.py'), base, lines, folder]))) throw new Error('training ended early');
  copyFileSync(join(MODELS, 'names-minilm/tokenizer.json'), join(folder, 'tokenizer.json'));
};

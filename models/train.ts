/** Every model of ours that is trained here; each script is repeatable and says what it was trained on. */
const SCRIPTS: Readonly<Record<string, () => Promise<{ readonly train: (args: readonly string[]) => Promise<void> | void }>>> = {
  concepts: () => import('./concepts/train.ts'),
  linker: () => import('./linker/train.ts'),
  names: () => import('./names-minilm/train.ts'),
  'text-prior': () => import('./text-prior/train.ts'),
};

const [name, ...args] = process.argv.slice(2);
const load = name === undefined ? undefined : SCRIPTS[name];
if (load === undefined) {
  process.stderr.write(`Usage: npm run train -- <${Object.keys(SCRIPTS).join(' | ')}>\n`);
  process.exitCode = 2;
} else await (await load()).train(args);

export {};

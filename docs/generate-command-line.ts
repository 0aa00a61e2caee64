import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandLine } from '../cli/program.ts';
import { commandLinePage } from './command-line-page.ts';

writeFileSync(resolve(import.meta.dirname, 'command-line.md'), commandLinePage(commandLine(() => undefined)));

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LIMITS } from '../core/src/platform/limits.ts';
import { limitsPage } from '../core/src/platform/limits-page.ts';

writeFileSync(resolve(import.meta.dirname, 'limits.md'), limitsPage(LIMITS));

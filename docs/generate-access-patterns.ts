import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ACCESS_PATTERNS } from '../core/src/platform/dynamo/access-patterns.ts';
import { accessPatternsPage } from '../core/src/platform/dynamo/access-patterns-page.ts';

writeFileSync(resolve(import.meta.dirname, 'access-patterns.md'), accessPatternsPage(ACCESS_PATTERNS));

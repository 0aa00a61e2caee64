import { writeFileSync } from 'node:fs';
import { manifestJsonSchema } from './manifest-json-schema.ts';

writeFileSync(new URL('../../../docs/manifest.schema.json', import.meta.url), manifestJsonSchema());

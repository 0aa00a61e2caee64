import { writeFileSync } from 'node:fs';
import { manifestJsonSchema } from './manifest-json-schema.ts';

// Run by hand when the manifest changes: `tsx core/src/timeline/generate-manifest-schema.ts`. A test compares the result.
writeFileSync(new URL('../../../docs/manifest.schema.json', import.meta.url), manifestJsonSchema());

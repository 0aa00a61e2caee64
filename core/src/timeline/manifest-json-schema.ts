import * as z from 'zod';
import { Manifest } from './manifest.ts';

/** @returns the JSON Schema (draft 2020-12) of the manifest, as `docs/manifest.schema.json` has it */
export const manifestJsonSchema = (): string => {
  const { $schema, ...schema } = z.toJSONSchema(Manifest, { io: 'output' });
  const head = { $schema, title: 'Cutaway manifest', description: 'Everything one run found in a talk, and the timeline made of it.' };
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
};

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { API_KEY_SHAPE } from '../../../core/src/accounts/api-key.ts';
import { MEMBER_SHAPE } from '../../../core/src/accounts/member.ts';
import { SESSION_SHAPE } from '../../../core/src/accounts/session.ts';
import { WORKSPACE_SHAPE } from '../../../core/src/accounts/workspace.ts';
import { ENTITY_SHAPE } from '../../../core/src/entities/entity-row.ts';
import { GLOSSARY_SHAPE } from '../../../core/src/entities/glossary.ts';
import { IMAGE_USE_SHAPE } from '../../../core/src/images/image-use.ts';
import { OWN_IMAGE_SHAPE } from '../../../core/src/images/own-image.ts';
import { STORED_IMAGE_SHAPE } from '../../../core/src/images/stored-image-store.ts';
import { TAKEDOWN_SHAPE } from '../../../core/src/images/takedown.ts';
import { USE_REPORT_SHAPE } from '../../../core/src/images/use-report.ts';
import { JOB_SHAPE } from '../../../core/src/jobs/job.ts';
import type { StoredShape } from '../../../core/src/platform/stored-shape.ts';
import { PROJECT_SHAPE } from '../../../core/src/projects/project.ts';
import { UPLOAD_SHAPE } from '../../../core/src/projects/upload.ts';
import { EMPHASIS_SHAPE } from '../../../core/src/speech/emphasis-row.ts';
import { TIMELINE_HEAD_SHAPE } from '../../../core/src/timeline/timeline-head.ts';
import { committed } from '../../support/fixtures.ts';

/**
 * Guards what lies in databases. A hash here may be replaced only
 *  - together with a higher `version` of the shape, an `upcast` from the version before with a test, and a migration if
 *    readers of the version before could meet the new items; or
 *  - while no stage but developers' own has stored the shape yet.
 * Anything else is a change that running systems cannot read.
 */
const GUARDED: readonly (readonly [StoredShape<z.ZodType>, string])[] = [
  [API_KEY_SHAPE, 'b5881bca37ecbaf2'],
  [EMPHASIS_SHAPE, '751d48146a67c656'],
  [ENTITY_SHAPE, 'a67c1ef1fde81daf'],
  [GLOSSARY_SHAPE, 'a60e1061f005c822'],
  [IMAGE_USE_SHAPE, 'b99934b4c05960ac'],
  [JOB_SHAPE, '9d022b8daa2424f6'],
  [MEMBER_SHAPE, 'efb5cfb282da9242'],
  [OWN_IMAGE_SHAPE, '08293603022b1ac6'],
  [PROJECT_SHAPE, 'e10605bd05cf4056'],
  [SESSION_SHAPE, '73111535cd100d5d'],
  [STORED_IMAGE_SHAPE, '74bb385bf28a56d0'],
  [TAKEDOWN_SHAPE, '1d0615b68e9ce4c3'],
  [TIMELINE_HEAD_SHAPE, '353c9abe1411c470'],
  [UPLOAD_SHAPE, '34c65d6d5589516b'],
  [USE_REPORT_SHAPE, '63e1ad5439dc08ad'],
  [WORKSPACE_SHAPE, 'bafe06bf18d4897f'],
];

const hashOf = (schema: z.ZodType): string =>
  createHash('sha256')
    .update(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' })))
    .digest('hex')
    .slice(0, 16);

describe('persisted shapes', () => {
  it.each(GUARDED.map(([shape, hash]) => [`${shape.name} v${shape.version}`, shape, hash] as const))(
    '%s is unchanged',
    (_, shape, hash) => {
      expect(hashOf(shape.schema)).toBe(hash);
    },
  );

  it('are all guarded, each under a name of its own', () => {
    const sources = globSync('core/src/**/*.ts', { cwd: committed('.') }).map(file => readFileSync(committed(file), 'utf8'));
    const declared = sources.flatMap(source => source.match(/satisfies StoredShape</g) ?? []).length;
    expect(declared).toBe(GUARDED.length);
    expect(new Set(GUARDED.map(([shape]) => shape.name)).size).toBe(GUARDED.length);
  });

  it('carry the version they are read by', () => {
    for (const [shape] of GUARDED) {
      const json = JSON.stringify(z.toJSONSchema(shape.schema, { unrepresentable: 'any' }));
      expect(json).toContain(`"schemaVersion":{"type":"number","const":${shape.version}}`);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { exportTimelineJson, TimelineDocument } from '../../../../core/src/timeline/exports/timeline-json.ts';
import type { Manifest } from '../../../../core/src/timeline/manifest.ts';
import { aManifest, HOSTILE, hostileManifest } from '../manifest-builder.ts';

const document = (manifest: Manifest): unknown => JSON.parse(exportTimelineJson(manifest).files[0]!.body);

describe('timeline.json', () => {
  it('is exactly the document that tools rely on', () => {
    const manifest = aManifest();
    const read = document(manifest);
    expect(TimelineDocument.parse(read)).toEqual(read);
    const { version, durationMs, cues } = TimelineDocument.parse(read);
    expect({ version, durationMs }).toEqual({ version: 1, durationMs: 60_000 });
    expect(cues.map(cue => cue.startMs)).toEqual(cues.map(cue => cue.startMs).toSorted((a, b) => a - b));
    expect(Object.keys(cues[0]!)).toEqual([
      'id',
      'fromWord',
      'toWord',
      'text',
      'startMs',
      'durationMs',
      'entity',
      'image',
      'licence',
      'credit',
      'why',
      'rejected',
    ]);
    expect(cues[0]).toMatchObject({
      fromWord: 'w12',
      toWord: 'w13',
      entity: { kind: 'named', label: 'Label ada', qid: 'Q7259' },
      image: { file: 'images/000000000000.jpg', width: 1280, height: 960, provider: 'commons' },
      licence: { id: 'cc-by-sa-4.0', name: 'CC BY-SA 4.0' },
    });
    for (const cue of cues) expect([cue.credit, cue.licence.name, cue.why].every(text => text.length > 0)).toBe(true);
  });

  it.each(HOSTILE)('holds %j as nothing but text', text => {
    const { cues } = TimelineDocument.parse(document(hostileManifest(text)));
    expect(cues).toHaveLength(4);
  });
});

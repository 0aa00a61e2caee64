import { describe, expect, it } from '@jest/globals';
import { parseText } from 'media-captions';
import { exportSrt } from '../../../../core/src/timeline/exports/srt.ts';
import { aManifest, HOSTILE, hostileManifest } from '../manifest-builder.ts';

describe('timeline.srt', () => {
  it('gives another parser every picture at its time, with what it shows and its credit', async () => {
    const manifest = aManifest();
    const { cues, errors } = await parseText(exportSrt(manifest).files[0]!.body, { type: 'srt', strict: true });
    expect(errors).toEqual([]);
    expect(cues.map(cue => [Math.round(cue.startTime * 1000), Math.round(cue.endTime * 1000), cue.text])).toEqual(
      manifest.timeline.cues.map(cue => [
        cue.startMs,
        cue.startMs + cue.durationMs,
        `${cue.entity.label}${cue.illustrative ? ' (illustration)' : ''}\n${cue.credit}`,
      ]),
    );
  });

  it.each(HOSTILE)('lets %j be neither markup nor another subtitle', async text => {
    const manifest = hostileManifest(text);
    const { body } = exportSrt(manifest).files[0]!;
    const { cues } = await parseText(body, { type: 'srt', strict: true });
    expect(cues).toHaveLength(manifest.timeline.cues.length);
    expect(body.replaceAll(/^\S+ --> \S+$/gmu, '')).not.toMatch(/[<>{}\\]/u);
    for (const cue of cues) expect(cue.text.split('\n')).toHaveLength(2);
  });

  it('is empty for a talk without pictures', () => {
    const manifest = aManifest();
    expect(exportSrt({ ...manifest, timeline: { ...manifest.timeline, cues: [] } }).files[0]!.body).toBe('');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PlacementPreset } from '../../../core/src/jobs/job-settings.ts';
import { FRAMES, placementOf } from '../../../core/src/timeline/placement-presets.ts';
import { Placement } from '../../../core/src/timeline/timeline.ts';
import { aCandidate } from './builders.ts';

const picture = (width: number, height: number, property: 'P18' | 'P154' = 'P18') => aCandidate('x', { width, height, property });

describe('placementOf', () => {
  it('puts a picture that does not fill the frame inside the part no app covers, in its own shape', () => {
    const side = fc.integer({ min: 10, max: 8_000 });
    fc.assert(
      fc.property(fc.constantFrom(...PlacementPreset.options), side, side, (preset, width, height) => {
        const placement = placementOf(preset, picture(width, height));
        expect(Placement.parse(placement)).toEqual(placement);
        if (placement.fit === 'cover') return;
        const { covered, ...frame } = FRAMES[preset];
        const slack = 0.0002;
        expect(placement.x).toBeGreaterThanOrEqual(covered.left - slack);
        expect(placement.y).toBeGreaterThanOrEqual(covered.top - slack);
        expect(placement.x + placement.width).toBeLessThanOrEqual(1 - covered.right + slack);
        expect(placement.y + placement.height).toBeLessThanOrEqual(1 - covered.bottom + slack);
        expect(Math.abs(placement.width * frame.width * height - placement.height * frame.height * width)).toBeLessThan(
          0.2 * (width + height),
        );
      }),
    );
  });

  it('fills a wide frame with 4:3, 3:2 and 16:9, not with portraits, panoramas or logos', () => {
    const fit = (width: number, height: number, property?: 'P154') => placementOf('youtube', picture(width, height, property)).fit;
    expect([fit(1600, 1200), fit(1500, 1000), fit(1920, 1080)]).toEqual(['cover', 'cover', 'cover']);
    expect([fit(1200, 1600), fit(4000, 1000), fit(1920, 1080, 'P154')]).toEqual(['contain', 'contain', 'contain']);
  });

  it('crops nothing whose licence forbids changes', () => {
    const candidate = picture(1920, 1080);
    expect(placementOf('youtube', { ...candidate, rights: { ...candidate.rights, derivatives: false } }).fit).toBe('contain');
  });

  it('leaves the speaker in view in tall frames', () => {
    for (const preset of ['tiktok', 'reels', 'shorts'] as const) {
      const placement = placementOf(preset, picture(1600, 1200));
      expect(placement.fit).toBe('contain');
      expect(placement.y + placement.height).toBeLessThan(0.55);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { DARK, LIGHT, type Palette } from '../../../core/src/platform/palette.ts';

/** Relative luminance as WCAG 2.2 defines it. */
const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5]
    .map(place => parseInt(colour.slice(place, place + 2), 16) / 255)
    .map(share => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};

const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
};

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as [string, Palette][])('the %s palette', (_, palette) => {
  it('lets words be read on every shade, well above the 4.5 of level AA', () => {
    for (const shade of [palette.page, palette.card, ...palette.shades]) expect(contrast(palette.ink, shade)).toBeGreaterThanOrEqual(5.5);
  });

  it('keeps small print and links above 4.5 on page and card, and marks above 3', () => {
    for (const ground of [palette.page, palette.card]) {
      for (const text of [palette.soft, palette.link]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.mark, ground)).toBeGreaterThanOrEqual(3);
    }
  });

  it('makes every shade stand out from the one before', () => {
    [palette.page, ...palette.shades].reduce((before, shade) => {
      expect(contrast(before, shade)).toBeGreaterThan(1.04);
      return shade;
    });
  });
});

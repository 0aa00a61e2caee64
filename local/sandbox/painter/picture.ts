import { drawInt } from '../draw.ts';
import type { Letters } from './letters.ts';
import { HUES, PICTOGRAMS, type Motif } from './pictograms.ts';

/** What is painted, and in which words. */
export interface Picture {
  readonly motif: Motif;
  /** Largest line: the thing, the person, the searched words. */
  readonly label: string;
  /** What is to be seen, so that a wrong picture is seen to be wrong: `Statue of Marie Curie`. */
  readonly shows: string;
  /** Smallest line: licence, author, provider. */
  readonly footer: string;
  /** Pictures with the same art look alike apart from their size: doubles of one photograph. */
  readonly art: string;
}

const BACKDROP_SHAPES = 7;

/** @returns large translucent shapes that differ from art to art, so that perceptual hashes tell pictures apart */
const backdrop = (art: string, width: number, height: number): string =>
  Array.from({ length: BACKDROP_SHAPES }, (_, n) => {
    const x = (drawInt(`${art}/x${n}`, 1_000) / 1_000) * width;
    const y = (drawInt(`${art}/y${n}`, 1_000) / 1_000) * height;
    const r = Math.min(width, height) * (0.12 + drawInt(`${art}/r${n}`, 1_000) / 3_000);
    const [colour, opacity] = n % 2 === 0 ? ['#fff', 0.16] : ['#000', 0.2];
    return n % 3 === 0
      ? `<rect x="${(x - r).toFixed(1)}" y="${(y - r / 2).toFixed(1)}" width="${(2 * r).toFixed(1)}" height="${r.toFixed(1)}" fill="${colour}" fill-opacity="${opacity}"/>`
      : `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${colour}" fill-opacity="${opacity}"/>`;
  }).join('');

interface Line {
  readonly text: string;
  readonly size: number;
}

/** @returns the lines of the lower part, sized for the picture */
const setLines = (letters: Letters, picture: Picture, width: number, unit: number): Line[] => {
  const inner = width - 8 * unit;
  const lines = (text: string, size: number, most: number): Line[] =>
    letters.wrap(text, size, inner, most).map(line => ({ text: line, size }));
  return [...lines(picture.label, 10 * unit, 2), ...lines(picture.shows, 5.5 * unit, 2), ...lines(picture.footer, 3 * unit, 1)];
};

/**
 * @param width of the drawing, pixels; its proportions are those of the finished picture
 * @returns an SVG document without any text element: letters are paths
 */
export const drawPicture = (letters: Letters, picture: Picture, width: number, height: number): string => {
  const unit = Math.min(width, height) / 100;
  const hue = HUES[picture.motif] + drawInt(`${picture.art}/hue`, 21) - 10;
  const lines = setLines(letters, picture, width, unit);
  const textHeight = lines.reduce((sum, line) => sum + line.size * 1.3, 0) + 3 * unit;
  const side = Math.max(10 * unit, Math.min(width * 0.8, (height - textHeight) * 0.8));
  const iconX = (width - side) / 2;
  const iconY = Math.max(0, (height - textHeight - side) / 2);
  let y = height - textHeight;
  const text = lines.map(line => {
    y += line.size * 1.3;
    return letters.path(line.text, 4 * unit, y - line.size * 0.2, line.size);
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue},45%,46%)"/>` +
    `<stop offset="1" stop-color="hsl(${hue + 25},50%,24%)"/></linearGradient></defs>` +
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>${backdrop(picture.art, width, height)}` +
    `<g transform="translate(${iconX.toFixed(1)} ${iconY.toFixed(1)}) scale(${(side / 100).toFixed(4)})" fill="#fff" color="#fff" opacity=".88">${PICTOGRAMS[picture.motif]}</g>` +
    `<rect y="${(height - textHeight).toFixed(1)}" width="${width}" height="${(textHeight + 1).toFixed(1)}" fill="#000" fill-opacity=".55"/>` +
    `<path d="${text.join('')}" fill="#fff"/></svg>`
  );
};

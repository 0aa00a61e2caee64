import { clockTime } from '../../clock-time.ts';
import type { Manifest } from '../../manifest.ts';
import type { EmbeddedPictures } from './embedded-pictures.ts';
import { html, type Html } from '../../../platform/html.ts';

/** Height of the curve in its own units; its width is a unit a step. */
const CURVE_HEIGHT = 40;
const STEPS = 160;

/** The curve stands on this share of its lowest step, so that a long talk's averages still rise and fall. */
const BASE = 0.8;
const LEAST_RANGE = 0.01;

/** Rows that pictures near each other are dealt to, and how near is too near, as a share of the strip. */
const ROWS = 3;
const PICTURE_SHARE = 0.045;

/** Distances between time marks, seconds; the smallest that needs at most ten marks is taken. */
const TICKS = [2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800];
const MOST_TICKS = 10;

/** Pixels below which a strip cannot be read, and that each picture needs; beyond the page's width it scrolls. */
const NARROWEST = 640;
const PIXELS_PER_CUE = 18;

const shareOf = (ms: number, durationMs: number): number => (durationMs === 0 ? 0 : Math.min(1, ms / durationMs));

/** The mean emphasis of each step of the talk, as the outline of an area. */
const curve = ({ transcript, emphasis, timeline }: Manifest): string => {
  const sums = Array.from({ length: STEPS }, () => ({ score: 0, words: 0 }));
  transcript.words.forEach((word, index) => {
    const step = sums[Math.min(STEPS - 1, Math.floor(shareOf(word.startMs, timeline.durationMs) * STEPS))];
    if (!step) return;
    step.score += emphasis.words[index]?.score ?? 0;
    step.words++;
  });
  const means = sums.map(({ score, words }) => (words === 0 ? 0 : score / words));
  const highest = Math.max(...means, LEAST_RANGE);
  const base = Math.min(highest - LEAST_RANGE, BASE * Math.min(...means.filter(mean => mean > 0), highest));
  const heightOf = (mean: number): number => Math.max(0, (mean - base) / (highest - base));
  const points = means.map((mean, step) => `L${step + 0.5} ${(CURVE_HEIGHT * (1 - 0.92 * heightOf(mean))).toFixed(1)}`);
  return `M0 ${CURVE_HEIGHT}${points.join('')}L${STEPS} ${CURVE_HEIGHT}Z`;
};

const ticks = (durationMs: number): number[] => {
  const seconds = durationMs / 1000;
  const every = TICKS.find(tick => seconds / tick <= MOST_TICKS) ?? 3_600;
  return Array.from({ length: Math.floor(seconds / every) + 1 }, (_, index) => index * every * 1000);
};

/** @returns a row for each picture, the first in which it covers none before it */
const rowsOf = (shares: readonly number[]): number[] => {
  const free = Array.from({ length: ROWS }, () => -1);
  return shares.map((share, index) => {
    const open = free.findIndex(until => until <= share);
    const row = open === -1 ? index % ROWS : open;
    free[row] = share + PICTURE_SHARE;
    return row;
  });
};

export interface Strip {
  readonly body: Html;
  /** Rules for the places of pictures and marks: the page has no inline styles, so that its policy can forbid them. */
  readonly css: string;
}

/** The whole talk on one line: how emphasis rises and falls, and each picture at its time. */
export const timelineStrip = (manifest: Manifest, pictures: EmbeddedPictures): Strip => {
  const { timeline } = manifest;
  const { durationMs, cues } = timeline;
  const marks = ticks(durationMs);
  const percent = (ms: number): string => `${(100 * shareOf(ms, durationMs)).toFixed(2)}%`;
  const rows = rowsOf(cues.map(cue => shareOf(cue.startMs, durationMs)));
  const css = [
    `.strip .in{min-width:${Math.max(NARROWEST, cues.length * PIXELS_PER_CUE)}px}`,
    ...cues.map((cue, index) => `.s${index}{left:clamp(24px,${percent(cue.startMs)},100% - 24px)}`),
    ...cues.map((cue, index) => `.b${index}{left:${percent(cue.startMs)};width:${percent(cue.durationMs)}}`),
    ...marks.map((mark, index) => `.t${index}{left:${percent(mark)}}`),
  ].join('\n');
  const used = Math.max(0, ...rows.map(row => row + 1));
  const body = html`<nav class="strip" aria-label="The talk on one line" tabindex="0">
    <div class="in">
      <div class="pins rows${used}">
        ${cues.map(
          (cue, index) =>
            html`<a
              class="pin s${index} row${rows[index]} ${pictures.classes.get(cue.image.imageId ?? '')}"
              href="#${cue.id}"
              title="${clockTime(cue.startMs)} ${cue.entity.label}"
              ><span class="vh">${clockTime(cue.startMs)} ${cue.entity.label}</span></a
            >`,
        )}
      </div>
      <div class="line">
        <svg viewBox="0 0 ${STEPS} ${CURVE_HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path d="${curve(manifest)}" /></svg
        >${cues.map((_, index) => html`<i class="bar b${index}"></i>`)}
      </div>
      <div class="ticks" aria-hidden="true">${marks.map((mark, index) => html`<span class="t${index}">${clockTime(mark)}</span>`)}</div>
    </div>
  </nav>`;
  return { body, css };
};

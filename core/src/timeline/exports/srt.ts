import type { Manifest } from '../manifest.ts';
import type { Cue } from '../timeline.ts';
import type { ExportResult } from './export-result.ts';

const stamp = (ms: number): string => {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)},${pad(ms % 1000, 3)}`;
};

/** What players read as markup, style marks, line breaks or times, each with what looks like it and means nothing. */
const LOOKALIKES: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '{': '(', '}': ')', '\\': '/' };

/** The SRT encoder: SRT has no way to escape, so that markup is replaced. */
const srtText = (text: string): string =>
  text
    .replace(/[<>{}\\]/gu, character => LOOKALIKES[character] ?? ' ')
    .replace(/\s+/gu, ' ')
    .trim();

const block = (cue: Cue, index: number): string =>
  [
    index + 1,
    `${stamp(cue.startMs)} --> ${stamp(cue.startMs + cue.durationMs)}`,
    `${srtText(cue.entity.label)}${cue.illustrative ? ' (illustration)' : ''}`,
    srtText(cue.credit),
  ].join('\n');

/** Each picture as a subtitle: what it shows, and its credit. For a first look in any player, and for credits on screen. */
export const exportSrt = ({ timeline }: Manifest): ExportResult => ({
  files: [
    {
      name: 'timeline.srt',
      mime: 'application/x-subrip; charset=utf-8',
      body: timeline.cues.map((cue, index) => `${block(cue, index)}\n\n`).join(''),
    },
  ],
  notCarried: [
    'Pictures, their place in the frame, links of licences and sources, reasons.',
    'Angle brackets, braces and backslashes: replaced.',
  ],
});

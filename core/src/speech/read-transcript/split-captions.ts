import { parseVTTTimestamp } from 'media-captions';
import { atLine, quoted, refuseIfAny, type TranscriptIssue } from './transcript-issues.ts';

/** One caption as the file has it: tags and all. */
export interface RawCaption {
  /** Of its times, from 1. */
  readonly line: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

const ARROW = '-->';

/** VTT blocks that are never shown. A cue that somebody put into a NOTE is meant to be left out. */
const UNSEEN_BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|:|$)/u;

interface Block {
  readonly line: number;
  readonly times: string;
  readonly text: string[];
}

const readTimestamp = (text: string): number | null => {
  const seconds = parseVTTTimestamp(text.trim().replace(',', '.'));
  return seconds === null ? null : Math.round(seconds * 1000);
};

/** What follows the end time (`align:start`, `X1:40`) is about the place on screen. */
const readTimes = ({ line, times, text }: Block): RawCaption | TranscriptIssue => {
  const [left = '', right = ''] = times.split(ARROW);
  const [end = ''] = right.trim().split(/\s/u, 1);
  const startMs = readTimestamp(left);
  const endMs = readTimestamp(end);
  if (startMs === null) return atLine(line, `${quoted(left)} is not a time such as 00:01:02,500`);
  if (endMs === null) return atLine(line, `${quoted(end)} is not a time such as 00:01:02,500`);
  if (endMs <= startMs) return atLine(line, 'the caption ends at or before its start');
  return { line, startMs, endMs, text: text.join('\n').trim() };
};

/** In VTT an empty line ends the caption, and a line that comes before the times is its name. */
const vttBlocks = (lines: readonly string[]): Block[] => {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let unseen = false;
  lines.forEach((line, index) => {
    if (line === '') {
      open = null;
      unseen = false;
    } else if (unseen) {
      return;
    } else if (line.includes(ARROW)) {
      open = { line: index + 1, times: line, text: [] };
      blocks.push(open);
    } else if (open) {
      open.text.push(line);
    } else {
      unseen = UNSEEN_BLOCK.test(line);
    }
  });
  return blocks;
};

/**
 * In SRT everything up to the next times belongs to the caption, empty lines included, as players read it; only the number
 * right before the times does not, nor the one that is left where a file was cut off.
 */
const srtBlocks = (lines: readonly string[]): { blocks: Block[]; issues: TranscriptIssue[] } => {
  const blocks: Block[] = [];
  const issues: TranscriptIssue[] = [];
  const last = lines.findLastIndex(line => line.trim() !== '');
  lines.forEach((line, index) => {
    const isCutOff = index === last && lines[index - 1]?.trim() === '';
    const isCounter = /^\s*\d+\s*$/u.test(line) && (isCutOff || (lines[index + 1] ?? '').includes(ARROW));
    if (line.includes(ARROW)) blocks.push({ line: index + 1, times: line, text: [] });
    else if (isCounter || line.trim() === '') return;
    else if (blocks.length === 0) issues.push(atLine(index + 1, `${quoted(line)} stands before the first times`));
    else blocks.at(-1)?.text.push(line);
  });
  return { blocks, issues };
};

/**
 * Splits SRT and VTT into captions; a file that begins with WEBVTT is VTT whatever its name. The parser of media-captions
 * has no line numbers and drops captions with bad times silently, so blocks are split here and only times and text are its.
 * @throws AppError TRANSCRIPT_MALFORMED with line and reason
 */
export const splitCaptions = (text: string, format: 'srt' | 'vtt'): RawCaption[] => {
  const lines = text.split(/\r\n|\r|\n/u);
  const isVtt = format === 'vtt' || text.startsWith('WEBVTT');
  const { blocks, issues } = isVtt ? { blocks: vttBlocks(lines), issues: [] } : srtBlocks(lines);
  if (blocks.length === 0 && text.trim() !== '') {
    refuseIfAny([atLine(1, `no caption times (00:00:01,000 ${ARROW} 00:00:02,000) in the whole file`)]);
  }
  const captions: RawCaption[] = [];
  const problems = [...issues];
  for (const block of blocks) {
    const caption = readTimes(block);
    if ('why' in caption) problems.push(caption);
    else captions.push(caption);
  }
  refuseIfAny(problems);
  return captions;
};

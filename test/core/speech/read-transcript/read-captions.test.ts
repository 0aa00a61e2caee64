import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseText } from 'media-captions';
import { readTranscript } from '../../../../core/src/speech/read-transcript/read-transcript.ts';
import { LIMITS, read, refusal, spoken } from './reading.ts';

const file = (name: string) =>
  readTranscript({
    bytes: readFileSync(new URL(`../../../fixtures/transcripts/${name}`, import.meta.url)),
    format: name.endsWith('.srt') ? 'srt' : 'vtt',
    limits: LIMITS,
  });

const stamp = (ms: number, separator: string): string => new Date(ms).toISOString().slice(11, 23).replace('.', separator);
const caption = (startMs: number, endMs: number, text: string): string => `${stamp(startMs, ',')} --> ${stamp(endMs, ',')}\n${text}\n\n`;

describe('SRT', () => {
  it('is read without byte order mark, markup, entities, places, speakers and sounds, across missing and extra empty lines', () => {
    const reading = file('hard.srt');
    expect(spoken(reading)).toBe("Tom & Marie Curie found radium. I <3 Paris, don't you… In 1889 (that was the year) Eiffel built it");
    expect(reading.cues).toEqual([
      { startMs: 500, endMs: 3_000 },
      { startMs: 4_000, endMs: 6_500 },
      { startMs: 6_500, endMs: 9_000 },
    ]);
  });

  it('spreads words over their caption by letters, fills it, and says so', () => {
    const { words } = read('srt', caption(1_000, 2_000, 'a bbbb ccccc')).transcript;
    expect(words.map(word => [word.startMs, word.endMs])).toEqual([
      [1_000, 1_100],
      [1_100, 1_500],
      [1_500, 2_000],
    ]);
    expect(words.map(word => [word.timeSource, word.timeErrorMs])).toEqual(words.map(() => ['spread', 100]));
  });

  it('finds the same captions as the parser of media-captions in any well-formed file', async () => {
    const lines = fc.array(fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,5}$/u), { minLength: 1, maxLength: 2 });
    const captions = fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.nat(2_000), lines), { minLength: 1, maxLength: 20 });
    const asked = captions.map(list => {
      let at = 0;
      return list.map(([length, gap, text]) => {
        const startMs = at + gap;
        at = startMs + length;
        return { startMs, endMs: at, text: text.join('\n') };
      });
    });
    await fc.assert(
      fc.asyncProperty(asked, fc.constantFrom('srt' as const, 'vtt' as const), async (list, type) => {
        const blocks = list.map(({ startMs, endMs, text }) => `${stamp(startMs, '.')} --> ${stamp(endMs, '.')}\n${text}\n`);
        const text = `${type === 'vtt' ? 'WEBVTT\n\n' : ''}${blocks.join('\n')}`;
        const theirs = (await parseText(text, { type })).cues;
        const ours = read(type, text);
        expect(ours.cues).toEqual(
          theirs.map(cue => ({ startMs: Math.round(cue.startTime * 1000), endMs: Math.round(cue.endTime * 1000) })),
        );
        expect(spoken(ours)).toBe(theirs.map(cue => cue.text.replaceAll('\n', ' ')).join(' '));
      }),
    );
  });

  it.each([
    ['a time that is none', `${caption(0, 900, 'fine')}00:00:0x,000 --> 00:00:02,000\nbad`, 'line 4', /“00:00:0x,000” is not a time/],
    ['a negative time', '-00:00:01,000 --> 00:00:02,000\nbad', 'line 1', /is not a time/],
    ['a time that is no number', 'NaN --> 00:00:02,000\nbad', 'line 1', /“NaN” is not a time/],
    ['minutes beyond 59', '00:75:00,000 --> 00:76:00,000\nbad', 'line 1', /is not a time/],
    ['a file cut off inside its times', `${caption(0, 900, 'fine')}00:00:01,000 -->`, 'line 4', /“” is not a time/],
    ['a caption that ends before it starts', '1\n00:00:02,000 --> 00:00:01,000\nbad', 'line 2', /ends at or before its start/],
    ['text before the first times', `hello\n\n${caption(0, 900, 'fine')}`, 'line 1', /“hello” stands before the first times/],
    ['a file without any times', 'just\nsome text', 'line 1', /no caption times/],
  ])('is refused with line and reason for %s', (_, text, at, why) => {
    const answer = refusal(() => read('srt', text));
    expect(answer.code).toBe('TRANSCRIPT_MALFORMED');
    expect(answer.issues[0]?.at).toBe(at);
    expect(answer.issues[0]?.why).toMatch(why);
  });

  it('tells the first twenty of many issues', () => {
    expect(refusal(() => read('srt', 'x --> y\nbad\n\n'.repeat(50))).issues).toHaveLength(20);
  });

  it('sorts captions that are out of order and says so', () => {
    const reading = read('srt', caption(5_000, 6_000, 'second') + caption(1_000, 2_000, 'first'));
    expect(spoken(reading)).toBe('first second');
    expect(reading.notes).toEqual(['1 caption was out of order; sorted by start time.']);
  });

  it('ends a caption where the next one cuts into it', () => {
    const reading = read('srt', caption(0, 2_500, 'one') + caption(2_000, 4_000, 'two'));
    expect(reading.cues).toEqual([
      { startMs: 0, endMs: 2_000 },
      { startMs: 2_000, endMs: 4_000 },
    ]);
    expect(reading.notes).toHaveLength(1);
  });

  it('reads captions that are shown together one after the other', () => {
    const reading = read('srt', caption(0, 4_000, 'left') + caption(0, 4_000, 'right') + caption(4_000, 5_000, 'then'));
    expect(spoken(reading)).toBe('left right then');
    expect(reading.cueOfWord).toEqual([0, 0, 1]);
    expect(reading.notes).toEqual(['1 caption was shown together with another and read after it.']);
  });

  it('lets a caption of sounds alone cut into nothing', () => {
    const reading = read('srt', caption(0, 60_000, '[soft music]') + caption(1_000, 3_000, 'hello there'));
    expect(reading.cues).toEqual([{ startMs: 1_000, endMs: 3_000 }]);
  });

  it('takes the number left over where a file was cut off for no word', () => {
    expect(spoken(read('srt', `1\n${caption(0, 900, 'the end')}2\n`))).toBe('the end');
  });

  it('is read as VTT where it begins with WEBVTT', () => {
    expect(spoken(read('srt', 'WEBVTT\n\nNOTE no\n\n00:01.000 --> 00:02.000\nyes\n'))).toBe('yes');
  });
});

describe('VTT', () => {
  it('is read without NOTE, STYLE, REGION, names, classes, voices, ruby notes and settings', () => {
    expect(spoken(file('hard.vtt'))).toBe('The Analytical Engine weaves algebraic patterns flowers <b> and leaves.');
  });

  it('takes word-timing tags as given times', () => {
    const words = file('hard.vtt').transcript.words.filter(word => word.timeSource === 'given');
    expect(words.map(word => [word.text, word.startMs, word.endMs])).toEqual([
      ['weaves', 3_000, 3_400],
      ['algebraic', 3_400, 4_100],
      ['patterns', 4_100, 5_000],
    ]);
  });

  it('keeps times in order where word-timing tags run backwards', () => {
    const { words } = read('vtt', 'WEBVTT\n\n00:01.000 --> 00:05.000\na <00:04.000>b <00:02.000>c').transcript;
    expect(words.map(word => word.startMs)).toEqual([1_000, 4_000, 4_000]);
  });

  it('reads each line of roll-up captions once, with the times of its words', () => {
    const reading = file('roll-up.vtt');
    expect(spoken(reading)).toBe('we sailed to Lisbon and then to Porto where it rained');
    expect(reading.notes).toEqual(['Roll-up captions: 4 lines shown twice and read once.']);
    expect(reading.transcript.words[5]).toMatchObject({ text: 'then', startMs: 3_000, endMs: 3_300, timeSource: 'given' });
  });

  it('keeps a line that a speaker repeats', () => {
    const text = Array.from({ length: 10 }, (_, index) => caption(index * 1_000, index * 1_000 + 900, index < 3 ? 'No!' : `line ${index}`));
    expect(spoken(read('srt', text.join(''))).startsWith('No! No! No! line')).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { nameSettings, type NameSetting } from '../../../../core/src/entities/link/name-setting.ts';
import type { TalkMention } from '../../../../core/src/entities/link/talk.ts';

const settingOf = (text: string, surface: string): NameSetting => {
  const start = text.indexOf(surface);
  const mention: TalkMention = { surface, start, end: start + surface.length, sentence: 0, type: null, confidence: 1, reading: 'same' };
  return nameSettings({ text })(mention);
};

describe('how a name stands in its text', () => {
  it.each([
    ['They met Captain America there.', 'America', false],
    ['ships of Great Britain came', 'Britain', true],
    ['the Yankees and the Boston Red Sox', 'Red Sox', true],
    ['The White House said no.', 'White House', false],
    ['We left. America stayed.', 'America', false],
    ['It was President Lincoln who', 'Lincoln', false],
    ['the pro-Beijing side', 'Beijing', true],
  ])('%s: %s goes on before it: %s', (text, surface, expected) => {
    expect(settingOf(text, surface).joinedBefore).toBe(expected);
  });

  it('a capitalised word or a hyphen behind it joins it, a comma does not', () => {
    expect(settingOf('at Suffolk University now', 'Suffolk').joinedAfter).toBe(true);
    expect(settingOf('the OSU-Tulsa campus', 'OSU').joinedAfter).toBe(true);
    expect(settingOf('in Paris, Texas', 'Paris').joinedAfter).toBe(false);
    expect(settingOf('in Paris', 'Paris').joinedAfter).toBe(false);
  });

  it('tells words that the talk also says in lower case, where case says anything', () => {
    expect(settingOf('The Church said that every church', 'Church').lowerInTalk).toBe(true);
    expect(settingOf('The Church said so', 'Church').lowerInTalk).toBe(false);
    expect(settingOf('the church said that every church', 'church').lowerInTalk).toBe(false);
  });
});

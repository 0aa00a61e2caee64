import { describe, expect, it } from '@jest/globals';
import { isLooping, withoutLoop } from '../../../../core/src/speech/recognise/without-loops.ts';

const words = (text: string): { text: string }[] => text.split(' ').map(word => ({ text: word }));

describe('loops of a recogniser', () => {
  it('are told from speech that says something twice', () => {
    expect(isLooping('thank you for watching '.repeat(20))).toBe(true);
    expect(isLooping('And so my fellow Americans ask not what your country can do for you. Ask what you can do for your country.')).toBe(
      false,
    );
    expect(isLooping('')).toBe(false);
  });

  it('are cut to the phrase once; what comes before stays', () => {
    expect(withoutLoop(words(`and then ${'we go on '.repeat(9)}we go on`)).map(({ text }) => text)).toEqual([
      'and',
      'then',
      'we',
      'go',
      'on',
    ]);
    expect(withoutLoop(words('no no no, never'))).toHaveLength(4);
    expect(withoutLoop([])).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type Font, type PathCommand } from 'opentype.js/dist/opentype.mjs';

const FOLDER = join(import.meta.dirname, '../font');

/** Subsets of one face, asked in this order. */
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic'];

/** A character's outline, its point of origin at 0, 0 and its em 1 wide. */
interface Outline {
  readonly commands: readonly PathCommand[];
  readonly advance: number;
}

/** @returns the outline at a place and size as SVG path data; opentype.js' own writer turns some coordinates into NaN */
const pathData = (commands: readonly PathCommand[], x: number, y: number, size: number): string => {
  const point = (px: number, py: number): string => `${(x + px * size).toFixed(1)} ${(y + py * size).toFixed(1)}`;
  return commands
    .map(command => {
      switch (command.type) {
        case 'M':
        case 'L':
          return command.type + point(command.x, command.y);
        case 'Q':
          return `Q${point(command.x1, command.y1)} ${point(command.x, command.y)}`;
        case 'C':
          return `C${point(command.x1, command.y1)} ${point(command.x2, command.y2)} ${point(command.x, command.y)}`;
        case 'Z':
          return 'Z';
      }
    })
    .join('');
};

/** A hollow box, for characters that no subset has. */
const BOX: Outline = {
  advance: 0.6,
  commands: [
    { type: 'M', x: 0.05, y: 0 },
    { type: 'L', x: 0.5, y: 0 },
    { type: 'L', x: 0.5, y: -0.7 },
    { type: 'L', x: 0.05, y: -0.7 },
    { type: 'L', x: 0.05, y: 0 },
    { type: 'M', x: 0.1, y: -0.05 },
    { type: 'L', x: 0.1, y: -0.65 },
    { type: 'L', x: 0.45, y: -0.65 },
    { type: 'L', x: 0.45, y: -0.05 },
    { type: 'Z' },
  ],
};

/** Text as SVG path data. Each character is set by itself, without ligatures or kerning, which a label can do without. */
export class Letters {
  readonly #fonts: readonly Font[];
  readonly #outlines = new Map<string, Outline>();

  constructor() {
    this.#fonts = SUBSETS.map(subset => {
      const bytes = readFileSync(join(FOLDER, `inter-${subset}-600-normal.woff`));
      return parse(new Uint8Array(bytes).buffer);
    });
  }

  #outline(character: string): Outline {
    const known = this.#outlines.get(character);
    if (known !== undefined) return known;
    const font = this.#fonts.find(candidate => candidate.charToGlyphIndex(character) !== 0);
    const glyph = font?.charToGlyph(character);
    const outline =
      font === undefined || glyph === undefined
        ? BOX
        : { commands: glyph.getPath(0, 0, 1).commands, advance: (glyph.advanceWidth ?? 0) / font.unitsPerEm };
    this.#outlines.set(character, outline);
    return outline;
  }

  /** @returns width in the unit of `size` */
  width(text: string, size: number): number {
    return Array.from(text).reduce((width, character) => width + this.#outline(character).advance * size, 0);
  }

  /** @param y of the base line @returns path data */
  path(text: string, x: number, y: number, size: number): string {
    let at = x;
    const parts: string[] = [];
    for (const character of text) {
      const { commands, advance } = this.#outline(character);
      parts.push(pathData(commands, at, y, size));
      at += advance * size;
    }
    return parts.join('');
  }

  /** @returns the text in lines no wider than `width`, at most `lines` of them; what is left over is cut with an ellipsis */
  wrap(text: string, size: number, width: number, lines: number): string[] {
    const wrapped: string[] = [];
    for (const word of text.split(/\s+/u).filter(part => part !== '')) {
      const last = wrapped.at(-1);
      const longer = last === undefined ? word : `${last} ${word}`;
      if (last !== undefined && this.width(longer, size) <= width) wrapped[wrapped.length - 1] = longer;
      else wrapped.push(word);
    }
    const shown = wrapped.slice(0, lines);
    const cut = wrapped.length > lines;
    return shown.map((line, position) => this.#fit(line, size, width, cut && position === shown.length - 1));
  }

  #fit(line: string, size: number, width: number, isCut: boolean): string {
    const ending = isCut ? ' …' : '';
    if (this.width(line + ending, size) <= width) return line + ending;
    const characters = Array.from(line);
    while (characters.length > 1 && this.width(`${characters.join('')}…`, size) > width) characters.pop();
    return `${characters.join('').trimEnd()}…`;
  }
}

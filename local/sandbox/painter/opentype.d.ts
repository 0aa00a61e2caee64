/** The few members of opentype.js 2.0 that are used; the package brings no types of its own, and its main file has no named exports. */
declare module 'opentype.js/dist/opentype.mjs' {
  type PathCommand =
    | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
    | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
    | {
        readonly type: 'C';
        readonly x1: number;
        readonly y1: number;
        readonly x2: number;
        readonly y2: number;
        readonly x: number;
        readonly y: number;
      }
    | { readonly type: 'Z' };
  interface Glyph {
    /** In font units; undefined for some marks. */
    readonly advanceWidth?: number;
    getPath(x: number, y: number, fontSize: number): { readonly commands: readonly PathCommand[] };
  }
  interface Font {
    readonly unitsPerEm: number;
    /** @returns 0 where the font lacks the character */
    charToGlyphIndex(character: string): number;
    charToGlyph(character: string): Glyph;
  }
  function parse(bytes: ArrayBuffer): Font;
}

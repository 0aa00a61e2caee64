/** An element or a piece of text, as strict reading of a page finds them. */
export interface Piece {
  readonly tag: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

const TAG = /^<([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*\/?>/u;
const CLOSING = /^<\/([a-z][a-z0-9]*)\s*>/u;
const ATTRIBUTE = /([a-zA-Z-]+)(?:="([^"]*)")?/gu;
const ENTITY = /&(amp|lt|gt|quot|#39|#96);/gu;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
const VOID = new Set(['meta', 'br', 'path']);

const decode = (text: string): string => {
  if (/[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/u.test(text)) throw new Error(`not encoded: ${text.slice(0, 80)}`);
  return text.replace(ENTITY, (_, name: string) => CHARACTERS[name]!);
};

/**
 * Reads a page far more strictly than any browser: quoted attributes, balanced elements, every special character encoded.
 * What passes cannot be read in two ways. @throws Error at the first thing that is not so
 */
export const readStrictly = (page: string): Piece[] => {
  const pieces: Piece[] = [];
  const open: string[] = [];
  let rest = page.replace(/^<!doctype html>/u, '');
  while (rest !== '') {
    const style = /^<style>([^<]*)<\/style>/u.exec(rest);
    const tag = TAG.exec(rest);
    const closing = CLOSING.exec(rest);
    if (style) {
      pieces.push({ tag: 'style', attributes: {}, text: style[1]! });
    } else if (tag) {
      const attributes = [...tag[2]!.matchAll(ATTRIBUTE)].map(([, name, value]) => [name!, decode(value ?? '')]);
      pieces.push({ tag: tag[1]!, attributes: Object.fromEntries(attributes), text: '' });
      if (!VOID.has(tag[1]!)) open.push(tag[1]!);
    } else if (closing) {
      if (open.pop() !== closing[1]) throw new Error(`</${closing[1]}> closes nothing`);
    } else {
      const text = /^[^<]+/u.exec(rest);
      if (!text) throw new Error(`cannot be read: ${rest.slice(0, 80)}`);
      pieces.push({ tag: null, attributes: {}, text: decode(text[0].replaceAll(/["']/gu, '')) });
    }
    rest = rest.slice((style ?? tag ?? closing ?? /^[^<]+/u.exec(rest)!)[0].length);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`);
  return pieces;
};

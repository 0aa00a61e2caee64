import { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict } from 'entities/decode';
import { plainText, type PlainText } from '../platform/plain-text.ts';

/** What a piece of somebody else's HTML says, and where its first link leads. */
export interface HtmlText {
  readonly text: PlainText;
  readonly url: string | null;
}

/** References to what HTML knows no character for are decoded to this. */
const UNKNOWN = /\uFFFD/g;

const REFERENCE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});/gi;

const isLetter = (text: string): boolean => /^[\p{L}\p{M}]+$/u.test(text);

/**
 * Decoded once, as HTML is. Templates that encode what was encoded already leave `S&amp;ouml;hne`; nobody is called
 * `S&ouml;hne`, so references to letters are decoded once more. Everything else stays as it is then written, `&lt;b&gt;`
 * included: whoever wrote that twice meant to show it.
 */
const decode = (text: string): string =>
  decodeHTML(text)
    .replace(UNKNOWN, ' ')
    .replace(REFERENCE, reference => {
      const decoded = decodeHTMLStrict(reference);
      return isLetter(decoded) ? decoded : reference;
    });

/** Elements that have no end tag, so that nothing waits for one. */
const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);
/** Elements inside a line: dropping their tags must not part a word. */
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'em',
  'font',
  'i',
  'ins',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'u',
  'wbr',
]);
const SILENT = new Set(['script', 'style', 'template', 'noscript', 'title']);

const isHidden = (name: string, attributes: string): boolean => SILENT.has(name) || /display\s*:\s*none/i.test(attributes);

/** @returns an http(s) address, made absolute; null for anything else, `javascript:` included */
const linkTarget = (attributes: string): string | null => {
  const match = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes);
  const href = decodeHTMLAttribute(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim();
  const absolute = href.startsWith('//') ? `https:${href}` : href;
  const url = /^https?:/i.test(absolute) && URL.canParse(absolute) ? new URL(absolute) : null;
  return url === null || url.username !== '' || url.password !== '' ? null : url.href;
};

/** A tag with its attributes, a comment, or a run of text; an opening bracket that starts none of these is text. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</gi;

/**
 * Reads HTML written by others (author, credit and description fields of Wikimedia) for its words. Hidden parts, scripts
 * and styles say nothing. It is not a browser: broken markup may leave a stray bracket in the text, which is still only text.
 */
export const htmlText = (html: string): HtmlText => {
  let text = '';
  let url: string | null = null;
  /** Names of the open elements since a hidden one began. */
  const hidden: string[] = [];
  for (const [token, slash, tag, attributes = ''] of html.matchAll(TOKEN)) {
    const name = tag?.toLowerCase();
    if (name === undefined) {
      if (hidden.length === 0 && !token.startsWith('<!--')) text += decode(token);
    } else if (slash === '/') {
      const opened = hidden.lastIndexOf(name);
      if (opened !== -1) hidden.length = opened;
    } else {
      if (!VOID.has(name) && (hidden.length > 0 || isHidden(name, attributes))) hidden.push(name);
      if (name === 'a' && hidden.length === 0) url ??= linkTarget(attributes);
    }
    if (name !== undefined && !INLINE.has(name)) text += ' ';
  }
  return { text: plainText(text), url };
};

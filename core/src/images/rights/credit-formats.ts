import { plainText, type PlainText } from '../../platform/plain-text.ts';
import type { CreditSpan } from './credit.ts';

const HTML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => HTML_ESCAPES[character] ?? character);

/** Everything that can begin markup in any dialect of Markdown, raw HTML included. */
const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()<>#+\-.!|~^=:&$@]/g, '\\$&');

/** In an inline link the address must not end the parentheses. */
const markdownAddress = (url: string): string =>
  url.replace(/[()\s<>\\]/g, character => encodeURIComponent(character).replace(/[()]/g, bracket => (bracket === '(' ? '%28' : '%29')));

/** One line without links; addresses that the licence wants are written out. */
export const creditText = (spans: readonly CreditSpan[]): PlainText =>
  plainText(spans.map(({ text, url, spelled }) => (spelled === true && url !== undefined ? `${text} (${url})` : text)).join(''));

/** Safe to put into a page as it is. */
export const creditHtml = (spans: readonly CreditSpan[]): string =>
  spans
    .map(({ text, url }) =>
      url === undefined ? escapeHtml(text) : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${escapeHtml(text)}</a>`,
    )
    .join('');

export const creditMarkdown = (spans: readonly CreditSpan[]): string =>
  spans.map(({ text, url }) => (url === undefined ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](${markdownAddress(url)})`)).join('');

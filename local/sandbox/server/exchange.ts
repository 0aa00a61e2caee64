import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from '../control/scenario.ts';

/** One request as a provider's room sees it. */
export interface Exchange {
  readonly method: string;
  /** Below the mount, percent-encoded as it came: `/v1/search`. */
  readonly path: string;
  /** Query and, for a form that was posted, its fields. */
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly userAgent: string;
  /** The fault that strikes this request; rooms answer for `over-quota`, `key-invalid` and `maxlag` themselves. */
  readonly fault: Fault | null;
  /** Requests of the same account and lane under way, this one included. */
  readonly parallel: number;
}

export type Verdict = 'served' | 'over-quota' | 'key-invalid' | 'client-refused' | 'lagged' | 'not-found';

export interface Reply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly verdict: Verdict;
  /** Whether the request used up a slot of the provider's windows. */
  readonly counted: boolean;
}

export type Room = (exchange: Exchange) => Reply | Promise<Reply>;

type Extra = Partial<Pick<Reply, 'verdict' | 'counted'>> & { readonly headers?: Readonly<Record<string, string>> };

const reply = (status: number, contentType: string, body: string | Buffer, extra: Extra): Reply => ({
  status,
  headers: { 'content-type': contentType, ...extra.headers },
  body,
  verdict: extra.verdict ?? (status === 404 ? 'not-found' : 'served'),
  counted: extra.counted ?? false,
});

export const jsonReply = (status: number, value: object, extra: Extra = {}): Reply =>
  reply(status, 'application/json; charset=utf-8', JSON.stringify(value), extra);

export const textReply = (status: number, body: string, extra: Extra = {}): Reply =>
  reply(status, 'text/plain; charset=utf-8', body, extra);

export const htmlReply = (status: number, body: string, extra: Extra = {}): Reply => reply(status, 'text/html; charset=utf-8', body, extra);

export const bytesReply = (contentType: string, body: Buffer, extra: Extra = {}): Reply => reply(200, contentType, body, extra);

export const redirectReply = (status: 301 | 302, location: string, extra: Extra = {}): Reply =>
  reply(status, 'text/html; charset=utf-8', '', { ...extra, headers: { location, ...extra.headers } });

/** @returns the text with the characters that HTML reads as markup written out */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** @returns a page of the kind that proxies and error handlers send */
export const htmlPage = (title: string, text: string): string =>
  `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>` +
  `<body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></body></html>\n`;

import { escapeHtml, htmlReply, jsonReply, type Reply } from '../server/exchange.ts';
import type { ActionError } from './action-error.ts';
import type { ActionParams } from './action-params.ts';

const SERVER = 'mw-api-ext.sandbox-7d9f';
const DOCUMENTATION = 'See https://www.mediawiki.org/wiki/API:Main_page for API usage.';

/** How a request wants its answer. */
export interface Wishes {
  readonly isJson: boolean;
  readonly version: 1 | 2;
  /** `bc` is the old shape of errors and warnings, and the default. */
  readonly errorFormat: 'bc' | 'plaintext' | 'html' | 'raw' | 'wikitext' | 'none';
}

const ERROR_FORMATS = ['plaintext', 'html', 'raw', 'wikitext', 'none'] as const;

export const readWishes = (params: ActionParams): Wishes => {
  const errorFormat = params.text('errorformat');
  const version = params.text('formatversion');
  return {
    isJson: params.text('format') === 'json',
    version: version === '2' || version === 'latest' ? 2 : 1,
    errorFormat: ERROR_FORMATS.find(format => format === errorFormat) ?? 'bc',
  };
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns pages by page id, those without one by −1, −2, … */
const keyedPages = (pages: readonly unknown[]): Record<string, unknown> => {
  let missing = 0;
  return Object.fromEntries(
    pages.filter(isRecord).map(page => {
      if (typeof page['pageid'] === 'number') return [String(page['pageid']), page];
      missing -= 1;
      return [String(missing), page];
    }),
  );
};

/** @returns the value in format version 1: true is an empty string, false is left out, pages are an object */
const toVersion1 = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toVersion1);
  if (!isRecord(value)) return value === true ? '' : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== false)
      .map(([name, part]) => [name, name === 'pages' && Array.isArray(part) ? toVersion1(keyedPages(part)) : toVersion1(part)]),
  );
};

const message = (wishes: Wishes, code: string, text: string): object => {
  if (wishes.errorFormat === 'html') return { code, html: escapeHtml(text), module: 'main' };
  if (wishes.errorFormat === 'none') return { code, module: 'main' };
  if (wishes.errorFormat === 'raw') return { code, key: `apierror-${code}`, params: [], module: 'main' };
  return { code, text, module: 'main' };
};

const warningsPart = (wishes: Wishes, warnings: readonly string[]): object => {
  if (warnings.length === 0) return {};
  if (wishes.errorFormat !== 'bc') return { warnings: warnings.map(text => message(wishes, 'unrecognizedparams', text)) };
  const joined = warnings.join('\n');
  return { warnings: { main: wishes.version === 1 ? { '*': joined } : { warnings: joined } } };
};

const send = (wishes: Wishes, answer: object, headers: Readonly<Record<string, string>>, extra: Pick<Reply, 'counted'>): Reply => {
  const shaped = wishes.version === 1 ? toVersion1(answer) : answer;
  const body = isRecord(shaped) ? shaped : {};
  if (wishes.isJson)
    return jsonReply(200, body, {
      ...extra,
      headers: { 'cache-control': 'private, must-revalidate, max-age=0', 'x-served-by': SERVER, ...headers },
    });
  return htmlReply(
    200,
    `<!DOCTYPE html><html lang="en"><head><title>MediaWiki API result</title></head><body><pre class="api-pretty-content">${escapeHtml(JSON.stringify(body, null, 4))}</pre></body></html>`,
    {
      ...extra,
      headers,
    },
  );
};

/** @returns a successful answer with its warnings; an HTML page where JSON was not asked for, as MediaWiki does */
export const sendResult = (wishes: Wishes, result: object, warnings: readonly string[]): Reply => {
  const batch = isRecord(result) && 'batchcomplete' in result ? { batchcomplete: result['batchcomplete'] } : {};
  return send(wishes, { ...batch, ...warningsPart(wishes, warnings), ...result }, {}, { counted: true });
};

/** @returns the error with status 200, in the shape that was asked for */
export const sendError = (wishes: Wishes, error: ActionError, headers: Readonly<Record<string, string>> = {}): Reply => {
  const documentation = wishes.version === 1 ? { '*': DOCUMENTATION } : { docref: DOCUMENTATION };
  const body =
    wishes.errorFormat === 'bc'
      ? { error: { code: error.code, info: error.message, ...error.data, ...documentation }, servedby: SERVER }
      : {
          errors: [{ ...message(wishes, error.code, error.message), ...(Object.keys(error.data).length > 0 ? { data: error.data } : {}) }],
          docref: DOCUMENTATION,
          servedby: SERVER,
        };
  return send(wishes, body, { 'mediawiki-api-error': error.code, ...headers }, { counted: true });
};

/** @returns what the CDN in front of all Wikimedia hosts says to a client it does not want: not JSON, whatever was asked for */
export const sendRefusal = (
  status: 403 | 429,
  text: string,
  headers: Readonly<Record<string, string>>,
  verdict: Reply['verdict'],
): Reply =>
  status === 403
    ? htmlReply(status, refusalPage(text), { headers: { server: 'HAProxy', ...headers }, verdict })
    : htmlReply(status, refusalPage(text), { headers: { server: 'Varnish', ...headers }, verdict });

const refusalPage = (text: string): string =>
  `<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Wikimedia Error</title><div class="content"><h1>Error</h1><p>${escapeHtml(text)}</p></div></html>\n`;

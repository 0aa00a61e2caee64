import type { IncomingMessage } from 'node:http';

/** Longest form that is read, bytes; Wikimedia takes more, no client of ours sends that much. */
const LONGEST_FORM = 1_000_000;

/** Parameters that carry a key and are cut out of what is kept. */
const SECRET_PARAMETERS = ['key', 'client_id', 'client_secret', 'access_token', 'api_key'];

/** @returns the query, and the fields of a posted form after it */
export const readParameters = async (request: IncomingMessage, url: URL): Promise<URLSearchParams> => {
  const parameters = new URLSearchParams(url.search);
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (request.method !== 'POST' || !isForm) return parameters;
  for (const [name, value] of new URLSearchParams((await readBody(request)).toString('utf8'))) parameters.append(name, value);
  return parameters;
};

/** @throws RangeError when the body is longer than is read */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > LONGEST_FORM) throw new RangeError('The body is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** @returns path and query for the journal, without keys */
export const redactedUrl = (url: URL): string => {
  const kept = new URL(url);
  for (const name of SECRET_PARAMETERS) if (kept.searchParams.has(name)) kept.searchParams.set(name, 'REDACTED');
  return kept.pathname + kept.search;
};

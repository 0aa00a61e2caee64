/** An HTTP answer read to its end, before anybody has judged it. */
export interface ProviderAnswer {
  readonly status: number;
  /** Lower case, without parameters; empty where the provider sends none. */
  readonly mediaType: string;
  /** Case of the name does not matter; deployments differ in it. */
  readonly header: (name: string) => string | null;
  readonly headers: Iterable<readonly [string, string]>;
  readonly text: string;
  /** The body where it is JSON by its type and by its bytes; undefined otherwise. */
  readonly json: unknown;
}

const isJson = (mediaType: string): boolean => /^(?:application|text)\/(?:[a-z0-9.+-]+\+)?json$/.test(mediaType);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Thrown when a body has more bytes (after decompression) than a caller is willing to hold. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

const readText = async (response: Response, maxBytes: number): Promise<string> => {
  if (response.body === null) return '';
  const body: AsyncIterable<Uint8Array> = response.body;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AnswerTooLargeError(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** @throws AnswerTooLargeError, or whatever the connection broke with */
export const readAnswer = async (response: Response, maxBytes: number): Promise<ProviderAnswer> => {
  const text = await readText(response, maxBytes);
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return {
    status: response.status,
    mediaType,
    header: name => response.headers.get(name),
    headers: response.headers,
    text,
    json: isJson(mediaType) ? parsed(text) : undefined,
  };
};

/** @returns the answer as a judge may see it and quote from it: a key that the provider echoes is gone */
export const withoutKey = (answer: ProviderAnswer, key: string | null): ProviderAnswer =>
  key === null ? answer : { ...answer, text: answer.text.replaceAll(key, '…') };

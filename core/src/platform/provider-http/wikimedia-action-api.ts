import * as z from 'zod';
import type { CallContext } from '../call-gate.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { plainText } from '../plain-text.ts';
import { mergePages, type PageMap } from './merge-pages.ts';
import type { ProviderHttp } from './provider-http.ts';
import { actionError, type ActionError } from './wikimedia-judge.ts';

/** Parameters of one call; a flag is on by being present, whatever its value, so it is left out to switch it off. */
export type ActionParams = Readonly<Record<string, string | number>>;

/** What a call of another module than `query` answered: its body, or the module's own error. */
export type ActionAnswer<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly error: ActionError };

export interface QueryAnswer<P> {
  /** In the order of the search where there was one. */
  readonly pages: readonly P[];
  /** How many pages could not be read; they are left out. */
  readonly unreadable: number;
  readonly normalized: readonly TitleChange[];
  readonly redirects: readonly TitleChange[];
}

/** One wiki's Action API. */
export interface ActionApi {
  get<T>(params: ActionParams, schema: z.ZodType<T>, call: CallContext): Promise<Outcome<ActionAnswer<T>>>;
  /** `action=query`, continued until its first batch is complete. */
  query<P>(params: ActionParams, page: z.ZodType<P>, call: CallContext): Promise<Outcome<QueryAnswer<P>>>;
}

const TitleChange = z.object({ from: z.string(), to: z.string() });
export type TitleChange = z.infer<typeof TitleChange>;

const QueryBody = z.object({
  /** Empty string in format version 1, `true` in 2. */
  batchcomplete: z.union([z.literal(''), z.literal(true)]).optional(),
  continue: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  query: z
    .object({
      pages: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).default([]),
      normalized: z.array(TitleChange).default([]),
      redirects: z.array(TitleChange).default([]),
    })
    .optional(),
});
type QueryBody = z.infer<typeof QueryBody>;

/** More continuations than this for one batch of 50 files means that the answers go round in circles. */
const MOST_ANSWERS = 12;

/** Where only this is left to continue, the rest is the history of one file, which nobody asked for. */
const HISTORY = new Set(['iistart', 'continue']);

const nextParams = (body: QueryBody): ActionParams | null => {
  if (body.continue === undefined || body.batchcomplete !== undefined) return null;
  return Object.keys(body.continue).every(key => HISTORY.has(key)) ? null : body.continue;
};

const readPages = <P>(pages: PageMap, schema: z.ZodType<P>): Pick<QueryAnswer<P>, 'pages' | 'unreadable'> => {
  const parsed = [...pages.values()].sort((a, b) => a.index - b.index).map(({ fields }) => schema.safeParse(fields));
  const readable = parsed.flatMap(result => (result.success ? [result.data] : []));
  return { pages: readable, unreadable: parsed.length - readable.length };
};

const FORMAT = { format: 'json', formatversion: 2, errorformat: 'plaintext' } as const;

/** Background work steps back when the servers lag more than 5 s; a person who waits is served. */
const politeness = (call: CallContext): ActionParams => (call.purpose === 'interactive' ? {} : { maxlag: 5 });

class WikiApi implements ActionApi {
  readonly #http: ProviderHttp;
  readonly #endpoint: URL;

  constructor(http: ProviderHttp, endpoint: URL) {
    this.#http = http;
    this.#endpoint = endpoint;
  }

  async get<T>(params: ActionParams, schema: z.ZodType<T>, call: CallContext): Promise<Outcome<ActionAnswer<T>>> {
    const url = new URL(this.#endpoint);
    for (const [name, value] of Object.entries({ ...FORMAT, ...politeness(call), ...params })) {
      url.searchParams.set(name, String(value));
    }
    const answered = await this.#http.get(url, z.unknown(), call);
    if (answered.outcome !== 'done') return answered;
    const error = actionError(answered.value);
    if (error !== null) return done({ ok: false, error });
    const body = schema.safeParse(answered.value);
    return body.success
      ? done({ ok: true, body: body.data })
      : failed('PROVIDER_BAD_ANSWER', this.#says('its answer has another shape than it should'));
  }

  async query<P>(params: ActionParams, page: z.ZodType<P>, call: CallContext): Promise<Outcome<QueryAnswer<P>>> {
    const pages: PageMap = new Map();
    const normalized: TitleChange[] = [];
    const redirects: TitleChange[] = [];
    let more: ActionParams = {};
    for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
      const answered = await this.get({ action: 'query', ...params, ...more }, QueryBody, call);
      if (answered.outcome !== 'done') return answered;
      if (!answered.value.ok)
        return failed('PROVIDER_REFUSED', this.#says(`it answered ${answered.value.error.code}: ${answered.value.error.text}`));
      const { body } = answered.value;
      mergePages(pages, body.query?.pages ?? []);
      normalized.push(...(body.query?.normalized ?? []));
      redirects.push(...(body.query?.redirects ?? []));
      const next = nextParams(body);
      if (next === null) return done({ ...readPages(pages, page), normalized, redirects });
      more = next;
    }
    return failed('PROVIDER_BAD_ANSWER', this.#says('its answer never ends'));
  }

  #says(what: string): string {
    return plainText(`${this.#endpoint.hostname}: ${what}`);
  }
}

/**
 * @param http the client of the account `wikimedia`, shared by all wikis because their budget is shared
 * @param endpoint address of `api.php`
 */
export const createActionApi = (http: ProviderHttp, endpoint: URL): ActionApi => new WikiApi(http, endpoint);

import type { LookupFunction } from 'node:net';
import got from 'got';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { LIMITS } from '../../platform/limits.ts';
import { BlockedAddressError, guardedLookup, refusedAddress } from './address-guard.ts';

export interface OutboundLimits {
  /** After decompression. */
  readonly maxBytes: number;
  /** For everything, redirects included. */
  readonly timeoutMs: number;
  readonly maxRedirects: number;
}

const OUTBOUND_LIMITS: OutboundLimits = { maxBytes: LIMITS.pictureBytes.value, timeoutMs: 30_000, maxRedirects: 3 };

export interface OutboundOptions {
  readonly userAgent: string;
  /** `http://127.0.0.1:4566` and the like: may be private and unencrypted. Empty in every stage but `local`. */
  readonly allowedOrigins: readonly string[];
  readonly limits?: Partial<OutboundLimits>;
  readonly lookup?: LookupFunction;
}

export type Outbound =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      readonly retryAfter: string | null;
    }
  | { readonly kind: 'blocked'; readonly why: string }
  | { readonly kind: 'too-large'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string };

/** The one client for addresses that come from outside. */
export interface OutboundClient {
  /** Reads to the end, or not at all: a body is only given with a status of success. */
  get(address: string): Promise<Outbound>;
}

type Hop = Outbound | { readonly kind: 'redirect'; readonly to: URL };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A blocked name arrives as the cause of what the HTTP library throws. */
const isBlocked = (error: unknown): boolean =>
  error instanceof BlockedAddressError || (error instanceof Error && error.cause !== undefined && isBlocked(error.cause));

const failure = (error: unknown): Outbound =>
  isBlocked(error)
    ? { kind: 'blocked', why: 'its name resolves to a private address' }
    : { kind: 'unreachable', why: 'the connection failed, broke off or took too long' };

class FilteringClient implements OutboundClient {
  readonly #options: OutboundOptions;
  readonly #limits: OutboundLimits;
  readonly #allowed: ReadonlySet<string>;

  constructor(options: OutboundOptions) {
    this.#options = options;
    this.#limits = { ...OUTBOUND_LIMITS, ...options.limits };
    this.#allowed = new Set(options.allowedOrigins.map(origin => new URL(origin).origin));
  }

  async get(address: string): Promise<Outbound> {
    const deadline = performance.now() + this.#limits.timeoutMs;
    if (!URL.canParse(address)) return { kind: 'blocked', why: 'it is no address' };
    let url = new URL(address);
    for (let redirects = 0; redirects <= this.#limits.maxRedirects; redirects += 1) {
      const refused = refusedAddress(url, this.#allowed);
      if (refused !== null) return { kind: 'blocked', why: refused };
      const hop = await this.#hop(url, deadline - performance.now());
      if (hop.kind !== 'redirect') return hop;
      url = hop.to;
    }
    return { kind: 'blocked', why: `it redirects more than ${this.#limits.maxRedirects} times` };
  }

  async #hop(url: URL, remainingMs: number): Promise<Hop> {
    if (remainingMs <= 0) return { kind: 'unreachable', why: 'it took too long' };
    const { userAgent, lookup } = this.#options;
    const isAllowed = this.#allowed.has(url.origin);
    const stream = got.stream(url, {
      headers: { 'user-agent': userAgent, accept: 'image/*' },
      followRedirect: false,
      throwHttpErrors: false,
      retry: { limit: 0 },
      timeout: { request: Math.ceil(remainingMs) },
      ...(!isAllowed && {
        // Two guards on one resolution: ours tells why, the agents hold for literal addresses and every later connection too.
        dnsLookup: guardedLookup(lookup),
        agent: { http: new RequestFilteringHttpAgent(), https: new RequestFilteringHttpsAgent() },
      }),
    });
    try {
      return await this.#read(stream, url);
    } catch (error) {
      return failure(error);
    } finally {
      stream.destroy();
    }
  }

  async #read(stream: ReturnType<typeof got.stream>, url: URL): Promise<Hop> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const body: AsyncIterable<Buffer> = stream;
    for await (const chunk of body) {
      if (!isSuccess(stream.response?.statusCode ?? 0)) break;
      bytes += chunk.byteLength;
      if (bytes > this.#limits.maxBytes) return { kind: 'too-large', why: `it has more than ${this.#limits.maxBytes} bytes` };
      chunks.push(chunk);
    }
    const status = stream.response?.statusCode ?? 0;
    const headers = stream.response?.headers ?? {};
    const location = headers.location;
    if (REDIRECTS.has(status) && location !== undefined) {
      return URL.canParse(location, url.href)
        ? { kind: 'redirect', to: new URL(location, url) }
        : { kind: 'blocked', why: 'it redirects to no address' };
    }
    const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    return {
      kind: 'answered',
      status,
      bytes: isSuccess(status) ? Buffer.concat(chunks) : new Uint8Array(),
      mediaType,
      retryAfter: headers['retry-after'] ?? null,
    };
  }
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** https only, every hop resolved, checked and pinned, at most three redirects, bounded in bytes and time. */
export const createOutboundClient = (options: OutboundOptions): OutboundClient => new FilteringClient(options);

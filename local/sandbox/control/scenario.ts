import * as z from 'zod';
import { hostileText } from './hostile-text.ts';
import type { WindowRule } from './windows.ts';

const PROVIDERS = ['unsplash', 'pexels', 'commons', 'wikidata', 'wikipedia', 'openverse', 'pixabay'] as const;
export const ProviderName = z.enum(PROVIDERS);
export type ProviderName = z.infer<typeof ProviderName>;

/** What can go wrong on purpose. */
export const Fault = z.enum([
  /** The connection is cut before a byte of the answer. */
  'down',
  /** No answer ever; the connection stays open. */
  'hang',
  /** The answer comes, after ten seconds unless `latencyMs` says otherwise. */
  'slow',
  'http-500',
  'http-502',
  'http-503',
  'http-504',
  /** The provider's own over-quota answer, whatever its windows say. */
  'over-quota',
  /** The provider's own answer to a wrong key; the keyless ones refuse the client as they refuse a bad User-Agent. */
  'key-invalid',
  /** Status 200, an HTML page. */
  'html-200',
  /** Status 200, JSON that ends in the middle. */
  'cut-json-200',
  /** The body comes in small pieces with long pauses. */
  'drip',
  /** Announces the whole body, sends half of it and closes. */
  'close-mid-body',
  /** Quota headers with impossible values. */
  'absurd-headers',
  /** Wikimedia only: answers `maxlag` also to those who did not ask for it. */
  'maxlag',
]);
export type Fault = z.infer<typeof Fault>;

const WIKIMEDIA = ['commons', 'wikidata', 'wikipedia'] as const;

/** Body of `POST /__scenario`. What is left out stays as it is. */
export const ScenarioChange = z.strictObject({
  provider: z.union([ProviderName, z.enum(['wikimedia', 'all'])]).default('all'),
  /** Back to normal first, whatever else is said. */
  reset: z.boolean().default(false),
  fault: Fault.nullable().optional(),
  /** Where the fault strikes: calls, downloads, or both. */
  on: z.enum(['api', 'media', 'all']).optional(),
  /** How many requests the fault strikes; null for all until it is taken back. */
  times: z.int().positive().nullable().optional(),
  /** Added to every answer, milliseconds. */
  latencyMs: z.number().min(0).max(600_000).optional(),
  /** Other numbers for one of the provider's windows: its name, or the first when none is given. */
  window: z.string().optional(),
  limit: z.int().min(0).optional(),
  windowSeconds: z.number().positive().optional(),
  /** Pictures (ids, file names) and items (Q-ids) that are still found by a search and gone when asked for. Replaces the list. */
  gone: z.array(z.string()).max(10_000).optional(),
  /** Seconds the databases of Wikimedia lag behind: whoever sends a smaller `maxlag` is told so. */
  lagSeconds: z.number().min(0).optional(),
  /** Authors, titles and descriptions carry markup, control characters, formulas and paths. */
  hostile: z.boolean().optional(),
  /** Items (Q-ids) whose image somebody replaced two hours ago by one of something else. Replaces the list. */
  vandalised: z.array(z.string()).max(10_000).optional(),
  /** Keys that are taken; null: those the sandbox was started with. */
  keys: z.array(z.string()).max(20).nullable().optional(),
  /** A new picture enters every stock search with each call, so that all others move one place down. */
  moving: z.boolean().optional(),
  /** Answer more parallel requests than allowed with 429 instead of only noting them in the journal. */
  enforceParallel: z.boolean().optional(),
});
export type ScenarioChange = z.infer<typeof ScenarioChange>;

interface WindowOverride {
  limit?: number;
  windowSeconds?: number;
}

/** How one provider behaves at present. */
export interface Scenario {
  fault: Fault | null;
  on: 'api' | 'media' | 'all';
  times: number | null;
  latencyMs: number;
  windows: Record<string, WindowOverride>;
  gone: readonly string[];
  lagSeconds: number;
  hostile: boolean;
  vandalised: readonly string[];
  keys: readonly string[] | null;
  moving: boolean;
  enforceParallel: boolean;
}

const normal = (): Scenario => ({
  fault: null,
  on: 'all',
  times: null,
  latencyMs: 0,
  windows: {},
  gone: [],
  lagSeconds: 0,
  hostile: false,
  vandalised: [],
  keys: null,
  moving: false,
  enforceParallel: false,
});

/** Name under which numbers for a provider's first window are kept when no window is named. */
const FIRST = '';

const affected = (provider: ScenarioChange['provider']): readonly ProviderName[] => {
  if (provider === 'all') return PROVIDERS;
  return provider === 'wikimedia' ? WIKIMEDIA : [provider];
};

export class Scenarios {
  #states = new Map<ProviderName, Scenario>(PROVIDERS.map(name => [name, normal()]));

  of(provider: ProviderName): Scenario {
    const state = this.#states.get(provider) ?? normal();
    this.#states.set(provider, state);
    return state;
  }

  apply(change: ScenarioChange): void {
    const { provider, reset, window, limit, windowSeconds, ...rest } = change;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    for (const name of affected(provider)) {
      const before = reset ? normal() : this.of(name);
      const next: Scenario = { ...before, ...given };
      if (change.fault !== undefined) next.times = change.times ?? null;
      if (limit !== undefined || windowSeconds !== undefined) {
        const numbers = { ...(limit === undefined ? {} : { limit }), ...(windowSeconds === undefined ? {} : { windowSeconds }) };
        next.windows = { ...next.windows, [window ?? FIRST]: numbers };
      }
      this.#states.set(name, next);
    }
  }

  /** @returns the fault that strikes the present request, which is thereby used up once */
  strike(provider: ProviderName, lane: 'api' | 'media'): Fault | null {
    const state = this.of(provider);
    if (state.fault === null || (state.on !== 'all' && state.on !== lane)) return null;
    const { fault } = state;
    if (state.times !== null) {
      state.times -= 1;
      if (state.times === 0) {
        state.fault = null;
        state.times = null;
      }
    }
    return fault;
  }

  /** @returns the provider's rules with the scenario's numbers in them */
  rules(provider: ProviderName, rules: readonly WindowRule[]): readonly WindowRule[] {
    const { windows } = this.of(provider);
    return rules.map((rule, position) => {
      const override = windows[rule.name] ?? (position === 0 ? windows[FIRST] : undefined);
      return { ...rule, limit: override?.limit ?? rule.limit, seconds: override?.windowSeconds ?? rule.seconds };
    });
  }

  /** @returns the text as the provider says it: made dangerous where the scenario wants that */
  say(provider: ProviderName, text: string): string {
    return this.of(provider).hostile ? hostileText(text) : text;
  }

  isGone(provider: ProviderName, id: string): boolean {
    return this.of(provider).gone.includes(id);
  }

  state(): Record<string, Scenario> {
    return Object.fromEntries(this.#states);
  }
}

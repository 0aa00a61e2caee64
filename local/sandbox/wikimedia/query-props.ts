import type { ActionParams } from './action-params.ts';
import type { BarePage, WikiPage } from './query-action.ts';

/** One `prop=` of `action=query`. */
export interface PropModule<P> {
  /** Reads its parameters once and returns what it says of each page. */
  prepare(params: ActionParams): (page: P) => object;
  /** Pages that one answer says it of; the rest follow by continuation. Absent: all. */
  readonly limit?: (params: ActionParams) => number;
  /** Name of the parameter by which it goes on. */
  readonly continueKey?: string;
  /** Value of that parameter for a page; pages are done in the order of these values. Absent: the page's position. */
  readonly continueValue?: (page: P) => string;
  /** What it says of a title that is not there. */
  readonly missing?: object;
}

interface Filled {
  readonly pages: readonly object[];
  /** What has to be sent to get the rest, or null when all is said. */
  readonly unfinished: Record<string, string | number> | null;
}

/** @returns the pages this answer speaks of, and where the next one goes on */
const portion = <P extends WikiPage>(module: PropModule<P>, pages: readonly P[], params: ActionParams) => {
  const { limit, continueKey, continueValue } = module;
  if (limit === undefined || continueKey === undefined) return { spoken: pages, next: null };
  const most = limit(params);
  const from = params.text(continueKey);
  if (continueValue === undefined) {
    const start = Number(from ?? 0);
    return { spoken: pages.slice(start, start + most), next: pages.length > start + most ? start + most : null };
  }
  const ordered = pages.toSorted((a, b) => (continueValue(a) < continueValue(b) ? -1 : 1));
  const rest = ordered.filter(page => from === null || continueValue(page) >= from);
  const following = rest[most];
  return { spoken: rest.slice(0, most), next: following === undefined ? null : continueValue(following) };
};

/** @returns modules that earlier answers of the same batch have finished: the second half of `continue` */
const finishedBefore = (params: ActionParams): ReadonlySet<string> => new Set((params.text('continue')?.split('||')[1] ?? '').split('|'));

const headOf = ({ pageId, ns, title, isShared }: WikiPage): object =>
  isShared === true ? { ns, title, missing: true, known: true } : { pageid: pageId, ns, title };

/** Says of every page what the modules asked for by `prop` say of it. */
export const fillPages = <P extends WikiPage>(
  modules: Readonly<Record<string, PropModule<P>>>,
  pages: readonly P[],
  params: ActionParams,
  bare: readonly BarePage[],
): Filled => {
  const asked = (params.list('prop') ?? []).filter(name => Object.hasOwn(modules, name));
  const finished = finishedBefore(params);
  const parts = new Map<number, object>(pages.map(page => [page.pageId, headOf(page)]));
  const goesOn: Record<string, string | number> = {};
  const done: string[] = [];
  let ofMissing: object = {};
  for (const name of asked) {
    const module = modules[name];
    const say = module?.prepare(params);
    if (module === undefined || say === undefined || finished.has(name)) {
      done.push(name);
      continue;
    }
    const { spoken, next } = portion(module, pages, params);
    for (const page of spoken) parts.set(page.pageId, { ...parts.get(page.pageId), ...say(page) });
    ofMissing = { ...ofMissing, ...module.missing };
    if (next === null || module.continueKey === undefined) done.push(name);
    else goesOn[module.continueKey] = next;
  }
  const unfinished = Object.keys(goesOn).length > 0 ? { ...goesOn, continue: `||${done.join('|')}` } : null;
  const heads = bare.map(({ ns, title, pageId }) =>
    pageId === undefined ? { ns, title, missing: true, ...ofMissing } : { pageid: pageId, ns, title },
  );
  return { pages: [...heads, ...parts.values()], unfinished };
};

/** A name in a text, by UTF-16 offsets. */
export interface ScoredName {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

export interface NameCounts {
  readonly found: number;
  readonly gold: number;
  /** Exact span and type. */
  readonly right: number;
  /** Exact span, any type. */
  readonly spans: number;
}

/** The types that all gold sets share. */
const SHARED: ReadonlySet<string> = new Set(['PER', 'ORG', 'LOC']);
/** Bands and teams are organisations here. */
const asShared = ({ start, end, type }: ScoredName): ScoredName => ({ start, end, type: type === 'GROUP' ? 'ORG' : type });

const overlap = (a: ScoredName, b: ScoredName): boolean => a.start < b.end && b.start < a.end;

/**
 * Exact span and type over people, organisations and places. What is found where the gold set has a name of another kind is
 * neither right nor wrong.
 */
export const countNames = (found: readonly ScoredName[], gold: readonly ScoredName[]): NameCounts => {
  const shared = gold.map(asShared);
  const main = shared.filter(({ type }) => SHARED.has(type));
  const others = shared.filter(({ type }) => !SHARED.has(type));
  const counted = found.filter(name => SHARED.has(name.type) && !others.some(other => overlap(name, other)));
  const match = (name: ScoredName): ScoredName | undefined => main.find(({ start, end }) => start === name.start && end === name.end);
  return {
    found: counted.length,
    gold: main.length,
    right: counted.filter(name => match(name)?.type === name.type).length,
    spans: counted.filter(name => match(name) !== undefined).length,
  };
};

export const addCounts = (all: readonly NameCounts[]): NameCounts =>
  all.reduce((a, b) => ({ found: a.found + b.found, gold: a.gold + b.gold, right: a.right + b.right, spans: a.spans + b.spans }), {
    found: 0,
    gold: 0,
    right: 0,
    spans: 0,
  });

/** @returns harmonic mean of precision and recall, in per cent */
export const f1 = ({ found, gold, right }: Pick<NameCounts, 'found' | 'gold' | 'right'>): number =>
  found + gold === 0 ? 100 : (200 * right) / (found + gold);

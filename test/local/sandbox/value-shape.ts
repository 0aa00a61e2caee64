/** Paths of a value with the kinds found there: `results[].urls.raw` → `string`. Keys that are ids or languages become `*`. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

/** @param anyKey paths whose keys are data: `entities` for a map by Q-id */
export const shapeOf = (values: readonly unknown[], anyKey: readonly string[] = []): Shape => {
  const shape = new Map<string, Set<string>>();
  const visit = (value: unknown, path: string): void => {
    const kinds = shape.get(path) ?? new Set<string>();
    shape.set(path, kinds.add(kindOf(value)));
    if (Array.isArray(value)) for (const element of value) visit(element, `${path}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) visit(part, `${path}.${anyKey.includes(path) ? '*' : key}`);
    }
  };
  for (const value of values) visit(value, '');
  return shape;
};

/** @returns paths of the one that the other lacks, only the outermost of each branch */
export const missingIn = (one: Shape, other: Shape): string[] => {
  const missing = [...one.keys()].filter(path => !other.has(path));
  return missing
    .filter(path => !missing.some(outer => path !== outer && (path.startsWith(`${outer}.`) || path.startsWith(`${outer}[]`))))
    .sort();
};

/** @returns paths where both have values, and never of the same kind */
export const differingKinds = (one: Shape, other: Shape): string[] =>
  [...one].flatMap(([path, kinds]) => {
    const others = other.get(path);
    const said = [...kinds].filter(kind => kind !== 'null');
    const otherSaid = [...(others ?? [])].filter(kind => kind !== 'null');
    return said.length === 0 || otherSaid.length === 0 || said.some(kind => otherSaid.includes(kind)) ? [] : [path];
  });

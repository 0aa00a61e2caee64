/** One line of maximum amplitude: a hill followed from fine to coarse scales. */
export interface MaximaLine {
  /** Frame at the middle of its scales. */
  readonly position: number;
  /** Sum of the coefficients along it. */
  readonly strength: number;
}

export interface ScaleRow {
  readonly values: Float64Array;
  /** Length of the hill this scale answers to, frames. */
  readonly width: number;
}

interface Peak {
  readonly frame: number;
  readonly strength: number;
  /** Frames at finer scales, fine to coarse. */
  readonly trail: readonly number[];
}

/** A parent may lie this many times the root of its scale's width away. */
const REACH = 4;

const localMaxima = (values: Float64Array): number[] => {
  const frames: number[] = [];
  for (let i = 1; i < values.length - 1; i++) if (values[i]! > values[i - 1]! && values[i]! > values[i + 1]!) frames.push(i);
  return frames;
};

/** The hill a point climbs to: the next one to the right on a rising slope, to the left on a falling one. */
const uphill = (values: Float64Array, maxima: readonly number[], frame: number): number | undefined => {
  const right = maxima.find(at => at >= frame);
  const left = maxima.findLast(at => at <= frame);
  const rising = (values[frame + 1] ?? values[frame]!) - (values[frame - 1] ?? values[frame]!) > 0;
  return rising ? (right ?? left) : (left ?? right);
};

interface Growth {
  readonly growing: readonly Peak[];
  readonly ended: readonly Peak[];
}

/** Each hill of the coarser row continues the strongest line that climbs to it; the others end where they are. */
const climb = ({ growing, ended }: Growth, { values, width }: ScaleRow): Growth => {
  const maxima = localMaxima(values);
  const strongest = new Map<number, Peak>();
  for (const peak of growing) {
    const parent = uphill(values, maxima, peak.frame);
    if (parent === undefined || Math.abs(parent - peak.frame) >= REACH * Math.sqrt(width)) continue;
    const rival = strongest.get(parent);
    if (rival === undefined || peak.strength > rival.strength) strongest.set(parent, peak);
  }
  const winners = new Set(strongest.values());
  const grown = [...strongest].map(([frame, peak]) => ({
    frame,
    strength: peak.strength + values[frame]!,
    trail: [...peak.trail, peak.frame],
  }));
  return { growing: grown.sort((a, b) => a.frame - b.frame), ended: [...ended, ...growing.filter(peak => !winners.has(peak))] };
};

const lineOf = ({ frame, strength, trail }: Peak): MaximaLine => ({ strength, position: trail[Math.floor(trail.length / 2)] ?? frame });

/**
 * Lines of maximum amplitude (Suni et al. 2017): the maxima of the finest row, followed upwards as far as they lead.
 * @param rows fine to coarse @returns in no particular order
 */
export const maximaLines = (rows: readonly ScaleRow[]): MaximaLine[] => {
  const [finest, ...coarser] = rows;
  if (finest === undefined) return [];
  const first = localMaxima(finest.values).map((frame): Peak => ({ frame, strength: finest.values[frame]!, trail: [] }));
  const { growing, ended } = coarser.reduce<Growth>(climb, { growing: first, ended: [] });
  return [...ended, ...growing].filter(peak => peak.trail.length > 0).map(lineOf);
};

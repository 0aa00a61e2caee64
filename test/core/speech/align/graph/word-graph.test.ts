import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildWordGraph,
  GARBAGE,
  HUB,
  HUB_ROW,
  SILENCE,
  SKIP_HUB,
  type WordGraph,
} from '../../../../../core/src/speech/align/graph/word-graph.ts';
import { pronounce } from '../../../../../core/src/speech/align/pronounce/pronounce.ts';
import { TUNING } from '../../../../../core/src/speech/align/tuning.ts';
import { theModel } from '../aligner.ts';

const TOKENS = ['ask', 'not', 'what', 'your', 'a', '1962', 'U.S.', 'I', "rock'n'roll", '$5.50', 'tomato', 'zyzzyva', 'well-known'];
const texts = fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 8 });

const graphOf = async (tokens: readonly string[]): Promise<WordGraph> => {
  const model = await theModel();
  return buildWordGraph(
    tokens.map(token => pronounce(token, model)),
    model,
    TUNING,
  );
};

/** Every state with the states it can be reached from. */
const sourcesOf = ({ rows, arcStart, arcFrom }: WordGraph, state: number): number[] => {
  const arcs = [...arcFrom.subarray(arcStart[state], arcStart[state + 1])];
  if (arcs.length > 0) return arcs;
  return rows[state] === HUB_ROW ? [] : [state - 1];
};

const reachable = (graph: WordGraph, from: number, isBarred: (state: number) => boolean): Set<number> => {
  const next = new Map<number, number[]>();
  graph.rows.forEach((_, state) => sourcesOf(graph, state).forEach(source => next.set(source, [...(next.get(source) ?? []), state])));
  const seen = new Set([from]);
  for (const state of seen) for (const target of next.get(state) ?? []) if (!isBarred(target)) seen.add(target);
  return seen;
};

describe('buildWordGraph', () => {
  it('has one position a word and one more, each starting with its hubs, its pause and its garbage', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async tokens => {
        const graph = await graphOf(tokens);
        expect(graph.positionStart).toHaveLength(tokens.length + 2);
        for (const start of graph.positionStart.subarray(0, -1)) {
          expect([graph.rows[start + SKIP_HUB], graph.rows[start + HUB]]).toEqual([HUB_ROW, HUB_ROW]);
          expect([...graph.rows.subarray(start + SILENCE, start + GARBAGE)]).toEqual([96, 97, 98]);
          expect(graph.rows[start + GARBAGE]).toBe(graph.garbageRow);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is in the order of the text: no arc leads back to an earlier position, nor past the next one', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async tokens => {
        const graph = await graphOf(tokens);
        const positionOf = (state: number): number => graph.positionStart.findLastIndex(start => start <= state);
        graph.rows.forEach((_, state) => {
          for (const source of sourcesOf(graph, state)) {
            expect(positionOf(state) - positionOf(source)).toBeGreaterThanOrEqual(0);
            expect(positionOf(state) - positionOf(source)).toBeLessThanOrEqual(1);
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it('lets every state be reached from the start and lead to the end, with every word said', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async tokens => {
        const graph = await graphOf(tokens);
        const skipHubs = new Set(Array.from(graph.positionStart.subarray(0, -1), start => start + SKIP_HUB));
        const seen = reachable(graph, HUB, state => skipHubs.has(state));
        expect(graph.rows.length - seen.size).toBe(skipHubs.size);
      }),
      { numRuns: 30 },
    );
  });

  it('never has more arcs into a state than one byte can number', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async tokens => {
        const { arcStart, rows } = await graphOf(tokens);
        rows.forEach((_, state) => expect(arcStart[state + 1]! - arcStart[state]!).toBeLessThan(255));
      }),
      { numRuns: 30 },
    );
  });

  it('is one position of pause for a text without words', async () => {
    expect((await graphOf([])).rows).toHaveLength(6);
  });
});

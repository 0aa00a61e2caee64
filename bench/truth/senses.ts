import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { EnrichedEntity } from '../../core/src/entities/entity.ts';
import { ImageCandidate } from '../../core/src/images/image-candidate.ts';
import type { ImageRanker } from '../../core/src/images/rank/image-ranker.ts';
import { aCandidate, aConcept } from '../../core/src/testing/image-builders.ts';
import type { BenchRow } from '../report.ts';
import { shareRow, wilson } from './rows.ts';

const Sense = z.object({
  noun: z.string(),
  sentence: z.string(),
  shows: z.array(z.string()).min(1),
  /** Whether it was looked at while the ranking was made. */
  seen: z.boolean(),
});
type Sense = z.infer<typeof Sense>;

/** Nouns with two senses, each with a sentence and captions of photographs that show it. */
const readSenses = (): readonly Sense[] =>
  readFileSync(join(resolve(import.meta.dirname, '../../truth'), 'senses.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => Sense.parse(JSON.parse(line)));

interface Photograph {
  readonly candidate: ImageCandidate;
  readonly sense: Sense;
}

const photographOf = (sense: Sense, title: string): Photograph => ({
  sense,
  candidate: ImageCandidate.parse({
    ...aCandidate(),
    id: `pexels:${title}`,
    provider: 'pexels',
    origin: 'stock',
    property: null,
    depicts: [],
    title,
    description: '',
    categories: [],
    width: 3_000,
    height: 2_000,
  }),
});

const orders = <T>(all: readonly T[]): readonly (readonly T[])[] => all.map((_, from) => [...all.slice(from), ...all.slice(0, from)]);

/**
 * How often the first picture shows the sense that is meant, where a search brings pictures of both, in every order that turns
 * one round: what the provider put first must not decide.
 */
const sensesRight = async (ranker: ImageRanker, senses: readonly Sense[]): Promise<{ readonly hits: number; readonly of: number }> => {
  let [hits, of] = [0, 0];
  for (const sense of senses) {
    const both = senses.filter(({ noun }) => noun === sense.noun);
    const photographs = both.flatMap(each => each.shows.map(title => photographOf(each, title)));
    const entity = EnrichedEntity.parse(aConcept({ name: EnrichedEntity.shape.name.parse(sense.noun) }));
    const rest = { schemaVersion: 1 as const, entityId: entity.id, refused: [], skippedProviders: [] };
    for (const order of orders(photographs)) {
      const candidates = order.map(({ candidate }) => candidate);
      const { ranked } = await ranker.rank({ entity, sentence: sense.sentence, preset: 'youtube', search: { ...rest, candidates } });
      const first = photographs.find(({ candidate }) => candidate.id === ranked[0]?.candidate.id);
      of += 1;
      hits += first?.sense === sense ? 1 : 0;
    }
  }
  return { hits, of };
};

/** @param used the ranker of the product. @param peer one that reads words only */
export const senseRows = async (used: ImageRanker, peer: ImageRanker): Promise<readonly BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const [which, senses] of Map.groupBy(readSenses(), ({ seen }) => (seen ? 'looked at' : 'written afterwards'))) {
    const [by, peerBy] = [await sensesRight(used, senses), await sensesRight(peer, senses)];
    const check = {
      check: `first picture of an ambiguous word shows what is meant, ${which}`,
      data: `${senses.length} sentences, ${senses.flatMap(({ shows }) => shows).length} captions, every order`,
      threshold: '>= 85 %',
      peer: `by shared words ${((100 * peerBy.hits) / peerBy.of).toFixed(1)} %`,
    };
    // The orders of one sentence are one observation.
    const ci = wilson((by.hits / by.of) * senses.length, senses.length);
    rows.push({ ...shareRow(check, by.hits, by.of, share => share >= 0.85), ci });
  }
  return rows;
};

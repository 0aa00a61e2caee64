import * as z from 'zod';
import { plainText, PlainText } from '../platform/plain-text.ts';
import { wikiMap } from '../platform/provider-http/wiki-map.ts';
import { Qid } from './entity.ts';
import type { KnowledgeItem } from './knowledge-base.ts';

const Term = z.object({ value: z.string() });

/** One value of the map `entities` of `wbgetentities`. */
const Entity = z.object({
  id: z.string(),
  /** Empty string in format version 1, `true` in 2. */
  missing: z.unknown().optional(),
  lastrevid: z.number().optional(),
  labels: wikiMap(Term).optional(),
  descriptions: wikiMap(Term).optional(),
  aliases: wikiMap(z.array(Term)).optional(),
  sitelinks: wikiMap(z.object({ title: z.string() })).optional(),
});
type Entity = z.infer<typeof Entity>;

/** As it is kept: the shape of `KnowledgeItem`, and null for an item that does not exist. */
export const KeptItem: z.ZodType<KnowledgeItem | null> = z
  .object({
    qid: Qid,
    label: PlainText,
    aliases: z.array(PlainText),
    description: PlainText,
    popularity: z.number().nullable(),
    article: PlainText.nullable(),
    instanceOfLabels: z.array(PlainText),
    occupations: z.array(PlainText),
    lastRevision: z.number().nullable(),
  })
  .nullable();

/** Names of people and brands have moved from the single languages to `mul`; with fallback it may answer for `en` as well. */
const LANGUAGES = ['en', 'mul'] as const;

const firstOf = <T>(map: Readonly<Record<string, T>> | undefined): T | undefined =>
  LANGUAGES.map(language => map?.[language]).find(value => value !== undefined);

const aliasesOf = (entity: Entity, label: PlainText): PlainText[] => {
  const names = LANGUAGES.flatMap(language => [
    ...(entity.aliases?.[language] ?? []),
    ...[entity.labels?.[language]].filter(term => term !== undefined),
  ]);
  return [...new Set(names.map(({ value }) => plainText(value)))].filter(name => name !== label && name !== '');
};

/** @param value one value of the map `entities` @returns null for a missing, unreadable or nameless item */
export const readItem = (value: unknown): KnowledgeItem | null => {
  const entity = Entity.safeParse(value);
  if (!entity.success || entity.data.missing !== undefined) return null;
  const qid = Qid.safeParse(entity.data.id);
  const label = plainText(firstOf(entity.data.labels)?.value ?? '');
  if (!qid.success || label === '') return null;
  const { sitelinks } = entity.data;
  const article = sitelinks?.enwiki?.title;
  return {
    qid: qid.data,
    label,
    aliases: aliasesOf(entity.data, label),
    description: plainText(firstOf(entity.data.descriptions)?.value ?? ''),
    popularity: sitelinks === undefined ? null : Object.keys(sitelinks).length,
    article: article === undefined ? null : plainText(article),
    instanceOfLabels: [],
    occupations: [],
    lastRevision: entity.data.lastrevid ?? null,
  };
};

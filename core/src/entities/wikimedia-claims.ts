import * as z from 'zod';
import type { Clock } from '../platform/clock.ts';
import { wikiMap } from '../platform/provider-http/wiki-map.ts';
import { Qid } from './entity.ts';
import type { ItemDetails } from './knowledge-base.ts';

const Snak = z.object({ snaktype: z.string(), datavalue: z.object({ value: z.unknown() }).optional() });

const Statement = z.object({
  mainsnak: Snak,
  rank: z.enum(['preferred', 'normal', 'deprecated']).default('normal'),
  qualifiers: wikiMap(z.array(Snak)).optional(),
});
type Statement = z.infer<typeof Statement>;

/** Statements by property; an empty map may come as `[]`, and a statement that cannot be read says nothing. */
export const Claims = wikiMap(z.array(z.unknown())).transform(claims => {
  const readable = new Map<string, readonly Statement[]>();
  for (const [property, statements] of Object.entries(claims)) {
    readable.set(
      property,
      statements.flatMap(statement => {
        const parsed = Statement.safeParse(statement);
        return parsed.success ? [parsed.data] : [];
      }),
    );
  }
  return readable;
});
export type Claims = z.infer<typeof Claims>;

/** `+2012-08-24T00:00:00Z`; months and days that are not known are 00, and years may have more than four digits. */
const Time = z.object({ time: z.string().regex(/^[+-]\d{4,}-\d\d-\d\dT/) });

const isPast = (time: string, now: number): boolean =>
  time.startsWith('-') || (time.indexOf('-', 1) === 5 && time.slice(1, 11) <= new Date(now).toISOString().slice(0, 10));

/** End time, Wikidata property P582. An end that is unknown or unreadable has been all the same. */
const hasEnded = (statement: Statement, now: number): boolean =>
  (statement.qualifiers?.P582 ?? []).some(({ datavalue }) => {
    const end = Time.safeParse(datavalue?.value);
    return !end.success || isPast(end.data.time, now);
  });

/** Preferred statements where there are any, else normal ones, never deprecated ones; those that have ended are left out. */
const bestStatements = (claims: Claims, property: string, now: number): readonly Statement[] => {
  const current = (claims.get(property) ?? []).filter(statement => statement.rank !== 'deprecated' && !hasEnded(statement, now));
  const preferred = current.filter(statement => statement.rank === 'preferred');
  return preferred.length > 0 ? preferred : current;
};

/** Values of the best statements; `somevalue` and `novalue` have none. */
const values = <T>(claims: Claims, property: string, schema: z.ZodType<T>, clock: Clock): T[] =>
  bestStatements(claims, property, clock()).flatMap(({ mainsnak }) => {
    const value = schema.safeParse(mainsnak.datavalue?.value);
    return mainsnak.snaktype === 'value' && value.success ? [value.data] : [];
  });

/** Files the item itself names, best property first: image, logo, flag. File names without `File:`. */
export const filesOf = (claims: Claims, clock: Clock): ItemDetails['files'][number][] =>
  (['P18', 'P154', 'P41'] as const).flatMap(property =>
    values(claims, property, z.string().min(1), clock).map(file => ({ property, file })),
  );

/** Classes of the item, Wikidata property P31. */
export const classesOf = (claims: Claims, clock: Clock): Qid[] => values(claims, 'P31', z.object({ id: Qid }), clock).map(({ id }) => id);

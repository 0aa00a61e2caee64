import * as z from 'zod';
import { Qid } from '../entities/entity.ts';
import { PlainText } from '../platform/plain-text.ts';
import { Licence, ProviderId, Restriction, RightsRecord } from './rights-record.ts';

/**
 * How a picture came to be a candidate, which is how far it can be trusted to show the thing: the owner's own picture, a
 * file the knowledge base names for the item, a file said to depict it, a file found by words, or stock.
 */
export const Origin = z.enum(['owner', 'item-file', 'depicts', 'text-search', 'stock']);
export type Origin = z.infer<typeof Origin>;

/** A search result of one provider: metadata and addresses only; nothing has been fetched. */
export const ImageCandidate = z.object({
  schemaVersion: z.literal(1),
  /** `<provider>:<provider's own id>`. */
  id: z.string().min(3).max(300),
  provider: ProviderId,
  origin: Origin,
  /** For `item-file`: the property that names it. */
  property: z.enum(['P18', 'P154', 'P41', 'lead']).nullable(),
  /** Items the provider says the picture shows. */
  depicts: z.array(Qid),
  title: PlainText,
  description: PlainText,
  categories: z.array(PlainText),
  /** The page a person would open. */
  pageUrl: z.url(),
  /** Small picture for looking at; may be hotlinked where `rights.display` is `hotlink`. */
  previewUrl: z.url(),
  /** What to download when the picture is chosen: the largest size we use, not necessarily the original. */
  downloadUrl: z.url(),
  /** Pixels of the original. */
  width: z.int().positive(),
  height: z.int().positive(),
  mime: z.string().nullable(),
  /** Of the original, or null where the provider does not say. */
  bytes: z.int().positive().nullable(),
  /** SHA-1 of the original as the provider states it, lower-case hex, or null. */
  sha1: z.string().nullable(),
  author: z.object({ name: PlainText, url: z.url().nullable() }).nullable(),
  licence: Licence,
  rights: RightsRecord,
  restrictions: z.array(Restriction),
  /** One line of plain text, exactly as the provider and licence want it. */
  credit: PlainText,
  /** The same with links; safe HTML made by us from parsed parts. */
  creditHtml: z.string().min(1),
  /** Quality marks of the provider's own community (`featured`, `quality`, `valued`). */
  assessments: z.array(PlainText),
  /** Address to call when the picture is used, where the provider asks for it; null otherwise. */
  useReportUrl: z.url().nullable(),
  /** When the provider said all this, where licences may change; without it a look before use is due. */
  seenAt: z.iso.datetime().optional(),
});
export type ImageCandidate = z.infer<typeof ImageCandidate>;

/** Why a picture was not considered. The code is stable, the sentence is for people. */
export const RefusalCode = z.enum([
  'NON_FREE',
  'LICENCE_UNKNOWN',
  'POLICY',
  'DELETION_NOMINATED',
  'NOT_BITMAP',
  'TOO_SMALL',
  'BAD_ASPECT',
  'MISSING',
  'WRONG_SUBJECT',
  'EXCLUDED_TYPE',
  'STOCK_FOR_NAME',
  'NEAR_DUPLICATE',
  'RELEVANCE',
  'UNFETCHABLE',
  'BAD_BYTES',
  'TAKEN_DOWN',
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

export const RefusedImage = z.object({
  provider: ProviderId,
  title: PlainText,
  pageUrl: z.url().nullable(),
  code: RefusalCode,
  why: z.string().min(1),
});
export type RefusedImage = z.infer<typeof RefusedImage>;

/** Result of the stage `search` for one entity. */
export const Search = z.object({
  schemaVersion: z.literal(1),
  entityId: z.string(),
  candidates: z.array(ImageCandidate),
  refused: z.array(RefusedImage),
  /** Providers that were not asked or did not answer, with the reason in plain words. */
  skippedProviders: z.array(z.object({ provider: ProviderId, code: z.string(), why: z.string() })),
});
export type Search = z.infer<typeof Search>;

/** Result of the stage `rank` for one entity. */
export const Ranking = z.object({
  schemaVersion: z.literal(1),
  entityId: z.string(),
  /** Best first. */
  ranked: z.array(
    z.object({
      candidate: ImageCandidate,
      score: z.number().min(0).max(1),
      /** The parts of the score, 0–1, by name. */
      signals: z.record(z.string(), z.number()),
      why: z.string().min(1),
    }),
  ),
  refused: z.array(RefusedImage),
});
export type Ranking = z.infer<typeof Ranking>;

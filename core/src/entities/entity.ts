import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';

/** A Wikidata item id. The range check keeps one bad id from failing a whole batch of `wbgetentities`. */
export const Qid = z
  .string()
  .regex(/^Q[1-9]\d{0,9}$/)
  .refine(qid => Number(qid.slice(1)) <= 2_147_483_647, 'beyond the largest item id');
export type Qid = z.infer<typeof Qid>;

export const EntityKind = z.enum(['named', 'concept', 'owner']);
export type EntityKind = z.infer<typeof EntityKind>;

/** What kind of thing a named entity is. `unknown`: recognised as a name, its type undecided. */
export const EntityType = z.enum(['person', 'organisation', 'place', 'product', 'event', 'work', 'unknown']);
export type EntityType = z.infer<typeof EntityType>;

/** One place in the talk where the entity is said. */
export const Mention = z.object({
  fromWord: z.string(),
  /** Last word, inclusive. */
  toWord: z.string(),
  surface: PlainText,
  startMs: z.int().nonnegative(),
  endMs: z.int().nonnegative(),
  /** By the mention-score formula, 0–1. */
  score: z.number().min(0).max(1),
});
export type Mention = z.infer<typeof Mention>;

/** Result of `plan` for one thing that is talked about, before it is known what it is. */
export const PlannedEntity = z.object({
  /** Made of kind and normalised name, so that a repeated run names the same thing alike. */
  id: z.string().regex(/^ent_[0-9a-z]+$/),
  kind: EntityKind,
  type: EntityType,
  name: PlainText,
  mentions: z.array(Mention).min(1),
  /** Of its best mention; the order in which entities are looked up. */
  score: z.number().min(0).max(1),
  /** Of the recogniser, 0–1. */
  confidence: z.number().min(0).max(1),
});
export type PlannedEntity = z.infer<typeof PlannedEntity>;

/** Result of the stage `plan`. */
export const Plan = z.object({
  schemaVersion: z.literal(1),
  /** Those that could win a place on the timeline, best first. */
  entities: z.array(PlannedEntity),
  /** What was seen and left out, with the reason in plain words. */
  skipped: z.array(z.object({ surface: PlainText, why: z.string() })),
});
export type Plan = z.infer<typeof Plan>;

/** A candidate item that the linker weighed. */
export const LinkChoice = z.object({
  qid: Qid,
  label: PlainText,
  description: PlainText,
  /** Calibrated, 0–1. */
  probability: z.number().min(0).max(1),
});
export type LinkChoice = z.infer<typeof LinkChoice>;

/** Files on Wikimedia Commons that an item itself names, best first: property and file name without `File:`. */
const ItemFiles = z.array(z.object({ property: z.enum(['P18', 'P154', 'P41', 'lead']), file: z.string() }));

const Linked = z.object({
  status: z.literal('linked'),
  ...LinkChoice.shape,
  aliases: z.array(PlainText),
  /** Number of sitelinks; null where it is not known. */
  popularity: z.number().nonnegative().nullable(),
  /** English Wikipedia article, or null. */
  articleUrl: z.url().nullable(),
  runnerUp: LinkChoice.nullable(),
  files: ItemFiles,
  why: z.string().min(1),
});

const Abstained = z.object({
  status: z.literal('abstained'),
  /** The best candidate that was not good enough, or null. */
  runnerUp: LinkChoice.nullable(),
  why: z.string().min(1),
});

/** The item of a common noun: what any camera is, not one of them. */
export const KindOfThing = z.object({ qid: Qid, label: PlainText, description: PlainText, files: ItemFiles });
export type KindOfThing = z.infer<typeof KindOfThing>;

/** Owner pictures are not looked up, and of concepts only what kind of thing they are, where a picture will be looked for. */
const NotNamed = z.object({ status: z.literal('not-named'), why: z.string().min(1), thing: KindOfThing.optional() });

export const Link = z.discriminatedUnion('status', [Linked, Abstained, NotNamed]);
export type Link = z.infer<typeof Link>;
export type Linked = z.infer<typeof Linked>;

/** What is talked about, and which item it is: the EnrichedEntity of the API. */
export const EnrichedEntity = z.object({
  schemaVersion: z.literal(1),
  ...PlannedEntity.shape,
  link: Link,
  /** How well a picture can show it, 0–1: a person or a building well, a treaty badly. */
  depictability: z.number().min(0).max(1),
});
export type EnrichedEntity = z.infer<typeof EnrichedEntity>;

/** Result of the stage `link`. */
export const Links = z.object({
  schemaVersion: z.literal(1),
  entities: z.array(EnrichedEntity),
  /** Entities that were abstained because the knowledge base failed on them, with its code: the job is then partial. */
  unreached: z.array(z.object({ entityId: z.string(), code: z.string(), why: z.string() })).optional(),
  /** Key of the plan that was linked, and what the glossary said of each entity it speaks of: what a later run may keep. */
  basis: z.object({ plan: z.string(), verdicts: z.record(z.string(), z.string()) }).optional(),
});
export type Links = z.infer<typeof Links>;

import * as z from 'zod';

/** One line of the slice, as its README describes it. */
export const SliceLine = z.object({
  qid: z.string().regex(/^Q[1-9]\d*$/),
  label: z.string().min(1),
  aliases: z.array(z.string()).optional(),
  description: z.string(),
  instanceOf: z.array(z.string()).optional(),
  instanceOfLabels: z.array(z.string()).optional(),
  occupations: z.array(z.string()).optional(),
  popularity: z.number().nonnegative(),
  popularityFrom: z.string(),
  enwiki: z.string().optional(),
  image: z.string().optional(),
  pageImage: z.string().optional(),
  logo: z.string().optional(),
  flag: z.string().optional(),
});
export type SliceLine = z.infer<typeof SliceLine>;

/** Something that Wikidata has a page for. */
export interface Item {
  /** Position in the list of all items, which page ids and search results are made of. */
  readonly index: number;
  readonly qid: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly description: string;
  /** Q-ids of its classes (P31). */
  readonly instanceOf: readonly string[];
  /** Labels of classes; not always of the same classes or in the same order as `instanceOf`. */
  readonly instanceOfLabels: readonly string[];
  readonly occupations: readonly string[];
  /** Number of sitelinks, or an estimate on the same scale. */
  readonly popularity: number;
  /** Title of the English article, or null. */
  readonly article: string | null;
  /** P18, P154, P41: files on Commons. */
  readonly image: string | null;
  readonly logo: string | null;
  readonly flag: string | null;
  /** Lead image of the article, which may be a non-free file that only Wikipedia has; or null. */
  readonly leadImage: string | null;
  /** `real` items are Wikidata's; the others were made for what the slice leaves out, see `knowledge.ts`. */
  readonly origin: 'real' | 'class' | 'disambiguation';
}

/** Class of Wikimedia's disambiguation pages. */
export const DISAMBIGUATION = 'Q4167410';

export const isDisambiguation = (item: Item): boolean =>
  item.origin === 'disambiguation' || item.instanceOf.includes(DISAMBIGUATION) || item.description === 'Wikimedia disambiguation page';

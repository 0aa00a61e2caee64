import type { CallContext } from '../platform/call-gate.ts';
import type { Outcome } from '../platform/outcome.ts';
import type { PlainText } from '../platform/plain-text.ts';
import type { Qid } from './entity.ts';

/** An item that a search found for a name. */
export interface SearchHit {
  readonly qid: Qid;
  readonly label: PlainText;
  readonly description: PlainText;
  /** What matched: the label, an alias, the title of an article, or the text of one. */
  readonly match: 'label' | 'alias' | 'title' | 'text';
  readonly matched: PlainText;
}

/** An item as the linker sees it. */
export interface KnowledgeItem {
  readonly qid: Qid;
  readonly label: PlainText;
  readonly aliases: readonly PlainText[];
  readonly description: PlainText;
  /** Number of sitelinks, or null where it is not known, which is not the same as 0. */
  readonly popularity: number | null;
  /** Title of the English Wikipedia article, or null. */
  readonly article: PlainText | null;
  /** Labels of P31 where they are known without another call; otherwise empty. */
  readonly instanceOfLabels: readonly PlainText[];
  /** At most 3, where known. */
  readonly occupations: readonly PlainText[];
  /** For caches of anything computed from the item. */
  readonly lastRevision: number | null;
}

/** What only chosen items are asked for. */
export interface ItemDetails {
  readonly qid: Qid;
  readonly instanceOf: readonly Qid[];
  /** Labels of `instanceOf`, in the same order; fetched with it. */
  readonly instanceOfLabels: readonly PlainText[];
  /** Best rank only, statements with an end date left out. File names without `File:`. */
  readonly files: readonly { readonly property: 'P18' | 'P154' | 'P41' | 'lead'; readonly file: string }[];
  /** Plain-text introduction of the English article, or empty. */
  readonly extract: PlainText;
  readonly articleUrl: string | null;
}

/**
 * Where names are looked up. Three implementations: the live Action APIs of Wikidata and Wikipedia, a folder of items for
 * work without a network, and an in-memory fake; one contract suite.
 */
export interface KnowledgeBase {
  /** Candidates for one name, at most 40, best match first. `context`: other names of the same sentence. Never a disambiguation page. */
  search(surface: string, context: readonly string[], call: CallContext): Promise<Outcome<readonly SearchHit[]>>;
  /** What is called so or begins so, by label and alias; a common noun needs no more. In the same order. */
  called(name: string, call: CallContext): Promise<Outcome<readonly SearchHit[]>>;
  /** At most 50 ids a call; missing and deleted items are left out, redirected ones come under their target's id. */
  items(qids: readonly Qid[], call: CallContext): Promise<Outcome<readonly KnowledgeItem[]>>;
  /** Under the ids that were asked for; missing and deleted items are left out. */
  details(qids: readonly Qid[], call: CallContext): Promise<Outcome<readonly ItemDetails[]>>;
}

import { foldName } from './name-forms.ts';
import type { ItemDetails } from './knowledge-base.ts';

type ItemFile = ItemDetails['files'][number];

/** What else speaks of the item. */
export interface Witnesses {
  /** Label of the item and title of its article, where it has them. */
  readonly names: readonly string[];
  /** File at the head of its article, or null. */
  readonly leadFile: string | null;
}

/** Vandalism of what many look at is undone within hours; on a quiet item it may take a weekend. */
const SETTLED_AFTER_MS = 3 * 86_400_000;

/** @param modified ISO date and time of the item's last change @returns whether vandalism may not have been noticed yet */
export const isUnsettled = (modified: string | undefined, now: number): boolean =>
  modified !== undefined && now - Date.parse(modified) < SETTLED_AFTER_MS;

const words = (text: string): readonly string[] => foldName(text).match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** "Rhein-Main.jpg" is two words there and may be one here. */
const squashed = (text: string): string => words(text).join('');

/**
 * @returns whether something beside the statement says that the file is of the item: it heads the article, or its name names it.
 * The time of a single statement's change is not told, only the item's; so a new statement is not trusted alone.
 */
export const isCorroborated = ({ file }: ItemFile, { names, leadFile }: Witnesses): boolean =>
  (leadFile !== null && squashed(leadFile) === squashed(file)) || names.flatMap(words).some(word => squashed(file).includes(word));

import type { Knowledge } from '../knowledge/knowledge.ts';
import { subjectOf } from '../knowledge/subject.ts';
import { NO_MEMORY, type ShelfMemory } from './shelf-memory.ts';
import { stockPhoto, stockTotal, tidyQuery, variantsOf, type Orientation, type StockPhoto, type StockQuery } from './stock-photo.ts';

/** Photographs that can still be asked for by their number; the oldest are forgotten. */
const REMEMBERED = 200_000;

/** One page of a search. */
export interface StockPage {
  readonly total: number;
  readonly photos: readonly StockPhoto[];
}

/** What one stock provider has. Photographs are made up when they are searched for, and remembered by their number. */
export class StockShelf {
  readonly #provider: string;
  readonly #knowledge: Knowledge;
  readonly #known = new Map<number, { query: StockQuery; variant: number }>();
  readonly #memory: ShelfMemory;
  #searches = 0;

  /** @param knowledge tells which words are a person's name */
  constructor(provider: string, knowledge: Knowledge, memory: ShelfMemory = NO_MEMORY) {
    this.#provider = provider;
    this.#knowledge = knowledge;
    this.#memory = memory;
    for (const { variants, ...query } of memory.read()) for (const variant of variants) this.#remember(query, variant);
  }

  #read(query: string): StockQuery {
    const text = tidyQuery(query);
    const isPerson = text.includes(' ') && this.#knowledge.names.exact(text).some(({ item }) => subjectOf(item) === 'person');
    return { text, isPerson };
  }

  /**
   * @param page 1-based
   * @param isMoving whether a new photograph enters in front with every search, as it does where people upload all day
   */
  search(query: string, page: number, perPage: number, orientation: Orientation | null, isMoving: boolean): StockPage {
    const asked = this.#read(query);
    this.#searches += 1;
    const entered = isMoving ? this.#searches : 0;
    const settled = variantsOf(stockTotal(this.#provider, asked.text), orientation);
    const newcomers = Array.from({ length: settled.length === 0 ? 0 : entered }, (_, n) => 1_000_000 + entered - 1 - n);
    const from = (page - 1) * perPage;
    const variants = [...newcomers, ...settled].slice(from, from + perPage);
    const unseen = variants.filter(variant => !this.#known.has(stockPhoto(this.#provider, asked, variant).number));
    if (unseen.length > 0) this.#memory.add({ ...asked, variants: unseen });
    return { total: settled.length + newcomers.length, photos: variants.map(variant => this.#remember(asked, variant)) };
  }

  #remember(query: StockQuery, variant: number): StockPhoto {
    const photo = stockPhoto(this.#provider, query, variant);
    this.#known.delete(photo.number);
    this.#known.set(photo.number, { query, variant });
    const oldest = this.#known.keys().next();
    if (this.#known.size > REMEMBERED && oldest.done !== true) this.#known.delete(oldest.value);
    return photo;
  }

  /** @returns a photograph that some search has found, or null */
  byNumber(number: number): StockPhoto | null {
    const known = this.#known.get(number);
    return known === undefined ? null : stockPhoto(this.#provider, known.query, known.variant);
  }
}

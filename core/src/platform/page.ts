/** One page of a list, newest first unless the method says otherwise. */
export interface PageRequest {
  /** Most items of the page, 1–100. */
  readonly limit: number;
  /** `next` of the page before; absent for the first. Opaque, signed, and good for the same list and owner only. */
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** Largest page of any list, so that one answer stays far below the 1 MB DynamoDB reads at a time and the 6 MB a Lambda returns. */
export const LARGEST_PAGE = 100;

/** Reads a bounded list whole. @param limitItems more than these are a defect of the caller's bound */
export const allItems = async <T>(list: (page: PageRequest) => Promise<Page<T>>, limitItems: number): Promise<readonly T[]> => {
  const items: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page: Page<T> = await list({ limit: LARGEST_PAGE, cursor });
    items.push(...page.items);
    if (items.length > limitItems) throw new RangeError(`a list said to hold at most ${limitItems} items holds more`);
    if (page.next === undefined) return items;
    cursor = page.next;
  }
};

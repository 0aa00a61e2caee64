export type AttributeValue = number | string;
export type Item = Readonly<Record<string, AttributeValue>>;

/** One condition; all of a change have to hold on the item as it is, or nothing is changed. */
export type Condition =
  | { readonly kind: 'equals'; readonly name: string; readonly value: AttributeValue }
  | { readonly kind: 'absent-or-equals'; readonly name: string; readonly value: AttributeValue }
  | { readonly kind: 'absent-or-less'; readonly name: string; readonly value: AttributeValue };

export type Step =
  | { readonly kind: 'set'; readonly name: string; readonly value: AttributeValue }
  /** An absent attribute counts as 0. */
  | { readonly kind: 'add'; readonly name: string; readonly value: number }
  | { readonly kind: 'remove'; readonly name: string };

/** A conditional change of one item, as data: DynamoDB does it in one write, a fake in one step. */
export class ItemChange {
  readonly steps: Step[] = [];
  readonly conditions: Condition[] = [];

  set(name: string, value: AttributeValue): this {
    this.steps.push({ kind: 'set', name, value });
    return this;
  }

  add(name: string, value: number): this {
    this.steps.push({ kind: 'add', name, value });
    return this;
  }

  remove(...names: readonly string[]): this {
    this.steps.push(...names.map(name => ({ kind: 'remove' as const, name })));
    return this;
  }

  ifEquals(name: string, value: AttributeValue): this {
    this.conditions.push({ kind: 'equals', name, value });
    return this;
  }

  /** @param absent what an absent attribute was read as */
  ifStill(name: string, value: AttributeValue, absent: AttributeValue): this {
    this.conditions.push({ kind: value === absent ? 'absent-or-equals' : 'equals', name, value });
    return this;
  }

  ifAbsentOrLess(name: string, value: AttributeValue): this {
    this.conditions.push({ kind: 'absent-or-less', name, value });
    return this;
  }
}

import { ActionError } from './action-error.ts';

/** Parameters of a MediaWiki request. It remembers which were looked at, as MediaWiki does to warn of the others. */
export class ActionParams {
  readonly #parameters: URLSearchParams;
  readonly #read = new Set<string>();
  readonly #warnings: string[] = [];

  constructor(parameters: URLSearchParams) {
    this.#parameters = parameters;
  }

  /** @returns the value, also an empty one; null where the parameter is absent */
  text(name: string): string | null {
    this.#read.add(name);
    return this.#parameters.get(name);
  }

  /** @throws ActionError `missingparam` where it is absent or empty */
  required(name: string): string {
    const value = this.text(name);
    if (value === null || value === '') throw new ActionError('missingparam', `The "${name}" parameter must be set.`);
    return value;
  }

  /** A boolean parameter is true by being there: `redirects=0` is true as well. */
  flag(name: string): boolean {
    return this.text(name) !== null;
  }

  /** @returns values between `|`, or between U+001F where the first character is one; null where the parameter is absent */
  list(name: string): readonly string[] | null {
    const value = this.text(name);
    if (value === null) return null;
    if (value === '') return [];
    return value.startsWith('\u001F') ? value.slice(1).split('\u001F') : value.split('|');
  }

  /** @throws ActionError `toomanyvalues` @returns the values without doubles */
  boundedList(name: string, most: number): readonly string[] {
    const values = [...new Set(this.list(name) ?? [])];
    if (values.length > most) {
      throw new ActionError('toomanyvalues', `Too many values supplied for parameter "${name}". The limit is ${most}.`, {
        limit: most,
        lowlimit: most,
        highlimit: most * 10,
      });
    }
    return values;
  }

  /** @returns a whole number; `max` and what is too large become `most`, with a warning in the latter case */
  count(name: string, usual: number, most: number, least = 1): number {
    const value = this.text(name);
    if (value === null || value === '') return usual;
    if (value === 'max') return most;
    if (!/^-?\d+$/.test(value)) throw new ActionError('badinteger', `Invalid value "${value}" for integer parameter "${name}".`);
    const number = Number(value);
    if (number > most) this.#warnings.push(`The value "${value}" for parameter "${name}" must be between ${least} and ${most}.`);
    if (number < least) throw new ActionError('outofrange', `The value "${value}" for parameter "${name}" must be no less than ${least}.`);
    return Math.min(number, most);
  }

  /** @returns warnings about values, and about parameters that nothing looked at */
  warnings(): readonly string[] {
    const unread = [...new Set(this.#parameters.keys())].filter(name => !this.#read.has(name));
    const plural = unread.length > 1 ? 's' : '';
    return unread.length === 0 ? this.#warnings : [...this.#warnings, `Unrecognized parameter${plural}: ${unread.join(', ')}.`];
  }
}

/** HTML that is safe to put into a page as it is. Only `html` makes it, so that nothing gets there without the encoder. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** The template tag below; static, because only it may call the constructor. */
  static of(parts: readonly string[], values: readonly HtmlValue[]): Html {
    return new Html(parts.reduce((text, part, index) => text + (index === 0 ? '' : Html.#encode(values[index - 1])) + part, ''));
  }

  /** @param css of our own, never anything from outside; a policy may name its hash, so that no byte is added */
  static style(css: string): Html {
    return new Html(`<style>${css}</style>`);
  }

  static #encode(value: HtmlValue): string {
    if (value === null || value === undefined || value === false) return '';
    if (value instanceof Html) return value.#text;
    if (typeof value === 'object') return value.map(each => Html.#encode(each)).join('');
    return encodeText(String(value));
  }

  toString(): string {
    return this.#text;
  }
}

/** Text and numbers are encoded, lists joined, null and false left out. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** The one encoder of the page: good between tags and inside quoted attributes, which are the only places values are put. */
const encodeText = (text: string): string => text.replace(/[&<>"'`]/gu, character => ENTITIES[character] ?? '');

/** Attributes are always quoted; a value is never put into a tag's name, a script or a style. */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => Html.of(parts, values);

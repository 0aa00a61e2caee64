/** An application error of MediaWiki: answered with HTTP 200, a header and a body that says what is wrong. */
export class ActionError extends Error {
  readonly code: string;
  readonly data: Readonly<Record<string, string | number>>;

  /** @param info sentence for people @param data further fields of the error */
  constructor(code: string, info: string, data: Readonly<Record<string, string | number>> = {}) {
    super(info);
    this.name = 'ActionError';
    this.code = code;
    this.data = data;
  }
}

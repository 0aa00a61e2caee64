export interface PresignedRead {
  /** Name the browser saves the file under; absent: shown in place. */
  readonly fileName?: string;
}

/** Addresses that let their holder read one object for a quarter of an hour. */
export interface PresignedReads {
  url(key: string, options?: PresignedRead): Promise<string>;
}

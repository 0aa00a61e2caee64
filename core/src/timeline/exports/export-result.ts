/** A file an export consists of; its name is relative to where exports lie. */
export interface ExportFile {
  readonly name: string;
  /** With its charset. */
  readonly mime: string;
  readonly body: string;
}

/** What every export answers. */
export interface ExportResult {
  readonly files: readonly ExportFile[];
  /** Sentences for people: what the format had no place for. */
  readonly notCarried: readonly string[];
}

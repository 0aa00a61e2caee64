/** What happened at the cache: counted as metrics, by the provider of the question. */
export interface CacheEvent {
  readonly type:
    | 'hit-memory'
    | 'hit'
    /** A hit that says that there is nothing. */
    | 'hit-negative'
    /** Somebody else's asking was waited for. */
    | 'waited'
    | 'miss'
    /** Too large to be kept. */
    | 'not-kept'
    /** The table did not answer; the question was asked all the same. */
    | 'unavailable';
  readonly provider: string;
  /** How many questions. */
  readonly count: number;
}

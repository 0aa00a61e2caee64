const DAY = 24 * 60 * 60;

/** Items change slowly and carry their revision; what did not exist yesterday may exist tomorrow. */
export const KNOWLEDGE_TIMES = { ttlSeconds: 7 * DAY, emptyTtlSeconds: DAY } as const;

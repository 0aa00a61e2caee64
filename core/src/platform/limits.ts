/** Every limit a user can meet, with its reason. The API enforces them, `docs/limits.md` prints them, a test keeps both equal. */
export interface Limit {
  readonly value: number;
  readonly unit: string;
  readonly why: string;
}

export const LIMITS = {
  mediaBytes: {
    value: 8 * 1024 ** 3,
    unit: 'bytes',
    why: 'three hours of 1080p at 6 Mbit/s; the worker’s scratch disk holds four of them',
  },
  mediaDurationMs: { value: 3 * 3_600_000, unit: 'ms', why: 'what memory, time limits and access patterns were measured for' },
  transcriptBytes: { value: 4 * 1024 ** 2, unit: 'bytes', why: 'three hours of JSON words take 2 MB, and a Lambda is given 6 MB at most' },
  transcriptWords: { value: 60_000, unit: 'words', why: 'three hours at 330 words a minute, faster than anybody is understood' },
  plannedEntities: { value: 400, unit: 'entities', why: 'each costs provider calls; three hours show fewer pictures than that' },
  concurrentJobs: { value: 10, unit: 'jobs of a workspace', why: 'so that one workspace leaves room for the others' },
  uploadHours: { value: 24, unit: 'hours', why: 'how long the addresses of an upload’s parts are good' },
  presignedMinutes: { value: 15, unit: 'minutes', why: 'how long an address of a result or picture is good' },
  inlineBytes: { value: 1024 ** 2, unit: 'bytes', why: 'a larger result is answered by a redirect, because a Lambda returns 6 MB at most' },
  apiKeys: { value: 200, unit: 'keys of a workspace', why: 'ended ones included; the list is read whole' },
} as const satisfies Record<string, Limit>;

/** Every limit a user can meet, with its reason. The product enforces them, `docs/limits.md` prints them, a test keeps both equal. */
export interface Limit {
  /** Of what, for people. */
  readonly what: string;
  readonly value: number;
  readonly unit:
    | 'bytes'
    | 'ms'
    | 'pixels'
    | 'words'
    | 'characters'
    | 'entities'
    | 'jobs'
    | 'requests'
    | 'pictures'
    | 'items'
    | 'minutes'
    | 'hours'
    | 'days';
  readonly why: string;
}

export const LIMITS = {
  mediaBytes: {
    what: 'Size of one media file',
    value: 8 * 1024 ** 3,
    unit: 'bytes',
    why: 'three hours of 1080p at 6 Mbit/s; the worker’s scratch disk holds four of them',
  },
  mediaDurationMs: {
    what: 'Length of one talk',
    value: 3 * 3_600_000,
    unit: 'ms',
    why: 'what memory, time limits and access patterns were measured for',
  },
  transcriptBytes: {
    what: 'Size of one transcript',
    value: 4 * 1024 ** 2,
    unit: 'bytes',
    why: 'three hours of JSON words take 2 MB, and a Lambda is given 6 MB at most',
  },
  transcriptWords: {
    what: 'Words of one transcript',
    value: 60_000,
    unit: 'words',
    why: 'three hours at 330 words a minute, faster than anybody is understood',
  },
  plannedEntities: {
    what: 'Names and things of one talk that are looked up',
    value: 300,
    unit: 'entities',
    why: 'each costs provider calls; three hours show fewer pictures than that. The most emphasised are kept, the others are listed',
  },
  cuesPerMinute: {
    what: 'Pictures in one minute of talk, where the job asks for that many',
    value: 30,
    unit: 'pictures',
    why: 'a picture every two seconds is as fast as one can be seen; 8 is what a job gets that does not say',
  },
  patienceMinutes: {
    what: 'How long a job waits for a provider’s quota, where it asks to',
    value: 24 * 60,
    unit: 'minutes',
    why: 'quotas renew by the hour or the month: a day covers the first, and no job waits for the second; 10 minutes where the job does not say',
  },
  concurrentJobs: {
    what: 'Jobs of a workspace under way at a time',
    value: 10,
    unit: 'jobs',
    why: 'so that one workspace leaves room for the others; a stage may be configured otherwise',
  },
  pictureBytes: {
    what: 'Size of one picture that is fetched',
    value: 40 * 1024 ** 2,
    unit: 'bytes',
    why: 'the largest we want are originals of stock sites: 50 megapixels as JPEG',
  },
  picturePixels: {
    what: 'Pixels of one picture that is decoded',
    value: 100_000_000,
    unit: 'pixels',
    why: 'cameras of 50 megapixels and large scans pass, floods do not; a decoded one takes three bytes a pixel',
  },
  ownPictureBytes: {
    what: 'Size of one picture of a workspace’s own',
    value: 25 * 1024 ** 2,
    unit: 'bytes',
    why: 'the largest photographs of cameras pass as JPEG; it is checked within one call, which ends after half a minute',
  },
  ownPicturePixels: {
    what: 'Pixels of one picture of a workspace’s own',
    value: 60_000_000,
    unit: 'pixels',
    why: 'cameras of 60 megapixels pass; it is decoded within the call that waits for it',
  },
  ownPictures: {
    what: 'Pictures of a workspace’s own',
    value: 500,
    unit: 'pictures',
    why: 'as many as its glossary has names',
  },
  uploadHours: { what: 'Life of the addresses of an upload’s parts', value: 24, unit: 'hours', why: 'a slow line sends 8 GB in a day' },
  presignedMinutes: {
    what: 'Life of the address of a result or picture',
    value: 15,
    unit: 'minutes',
    why: 'long enough to follow it, short enough to be worth nothing when it leaks',
  },
  inlineBytes: {
    what: 'Size of a result that is answered directly',
    value: 1024 ** 2,
    unit: 'bytes',
    why: 'a larger one is answered by a redirect, because a Lambda returns 6 MB at most',
  },
  pageItems: { what: 'Items of one page of a list', value: 100, unit: 'items', why: 'a page is one query of at most 1 MB' },
  sessionDays: { what: 'Life of a session', value: 30, unit: 'days', why: 'after that whoever holds a device logs in again' },
  apiKeyDays: {
    what: 'Life of an API key',
    value: 365,
    unit: 'days',
    why: 'a key nobody thinks of any more ends by itself; 90 where none is asked for',
  },
  jsonBytes: {
    what: 'Size of a JSON request',
    value: 1024 ** 2,
    unit: 'bytes',
    why: 'the largest, an upload of 10,000 parts, takes 600 KB',
  },
  requestsPerMinute: {
    what: 'Requests of one user or API key in a minute',
    value: 600,
    unit: 'requests',
    why: 'a tool that follows twenty jobs at once needs a third of it; a stage may be configured otherwise',
  },
  openRequestsPerMinute: {
    what: 'Requests without a token from one address in a minute',
    value: 60,
    unit: 'requests',
    why: 'an office behind one address logs in less often, and somebody who guesses passwords gets no further; a stage may be configured otherwise',
  },
  glossaryEntries: {
    what: 'Names in a workspace’s glossary',
    value: 500,
    unit: 'entities',
    why: 'every job reads them all before it begins',
  },
} as const satisfies Record<string, Limit>;

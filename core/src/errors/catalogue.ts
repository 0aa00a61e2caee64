/** One documented way for things to go wrong. `docs/errors/<code>.md` says more; a test keeps codes and pages equal. */
export interface ErrorEntry {
  /** HTTP status where the error answers a request; the status a job's failure is shown with otherwise. */
  readonly status: number;
  /** For the person who sees it: what happened and what to do next. Never holds input, keys or internals. */
  readonly sentence: string;
}

const entry = (status: number, sentence: string): ErrorEntry => ({ status, sentence });

export const CATALOGUE = {
  // Requests
  BAD_REQUEST: entry(400, 'The request could not be read. Check the fields listed under `issues`.'),
  UNAUTHENTICATED: entry(401, 'Log in, or send a valid access token or API key.'),
  FORBIDDEN: entry(403, 'Your role does not allow this. Ask an admin of the workspace.'),
  NOT_FOUND: entry(404, 'There is no such thing, or it is not yours.'),
  METHOD_NOT_ALLOWED: entry(405, 'This address does not take that method.'),
  CONFLICT: entry(409, 'It changed meanwhile, or is in a state that does not allow this. Read it again and retry.'),
  IDEMPOTENCY_MISMATCH: entry(409, 'This Idempotency-Key was used with another request. Use a new key.'),
  PRECONDITION_REQUIRED: entry(428, 'Send If-Match with the etag you read.'),
  PRECONDITION_FAILED: entry(412, 'It changed since you read it. Read it again and retry.'),
  PAYLOAD_TOO_LARGE: entry(413, 'The body is larger than this address takes. See the limits page.'),
  UNSUPPORTED_CONTENT_TYPE: entry(415, 'This address does not take that content type.'),
  RATE_LIMITED: entry(429, 'Too many requests. Wait as long as Retry-After says.'),
  INTERNAL: entry(500, 'Something went wrong on our side. The request id helps the operator to find it.'),
  UNAVAILABLE: entry(503, 'A part of the service does not answer. Try again shortly.'),
  // Accounts
  EMAIL_TAKEN: entry(409, 'This address cannot be registered. Log in, or reset the password.'),
  BAD_CREDENTIALS: entry(401, 'The address or the password is wrong.'),
  NOT_CONFIRMED: entry(403, 'Confirm the address with the code that was mailed first.'),
  BAD_CODE: entry(400, 'The code is wrong, used or too old. If you are confirmed already, log in; otherwise ask for a new one.'),
  WEAK_PASSWORD: entry(400, 'The password needs at least 12 characters with upper and lower case and a digit.'),
  SESSION_ENDED: entry(401, 'The session has ended. Log in again.'),
  // Input
  TRANSCRIPT_EMPTY: entry(422, 'The transcript holds no words. Send a file with spoken text.'),
  TRANSCRIPT_MALFORMED: entry(422, 'The transcript could not be read. The line and the reason are given; mend them and send it again.'),
  TRANSCRIPT_ENCODING: entry(422, 'The transcript is not UTF-8 or UTF-16 text. Save it as UTF-8 and send it again.'),
  TRANSCRIPT_TOO_LONG: entry(422, 'The transcript has more words or lasts longer than a project takes. See the limits page.'),
  WORDS_BEYOND_MEDIA: entry(422, 'Words lie beyond the end of the media. Check that both belong together.'),
  MEDIA_UNSUPPORTED: entry(422, 'This is not a media file we can read. WAV, FLAC and MP3 always work; others need ffmpeg on the worker.'),
  MEDIA_NO_AUDIO: entry(422, 'The media has no audio track.'),
  MEDIA_TRUNCATED: entry(422, 'The media ends before it should. Upload it again.'),
  MEDIA_TOO_LONG: entry(422, 'The media is longer than a project takes. See the limits page.'),
  MEDIA_TOO_LARGE: entry(413, 'The media is larger than a project takes. See the limits page.'),
  UPLOAD_INCOMPLETE: entry(409, 'The upload is not complete, or its bytes differ from what was announced. Upload it again.'),
  LANGUAGE_UNKNOWN: entry(422, 'The speech recogniser does not know this language. Give the words with the media, or use another model.'),
  NO_INPUT: entry(409, 'The project has neither media nor a transcript yet.'),
  MODEL_UNAVAILABLE: entry(
    503,
    'Media without words needs a speech recognition model, and none is loaded. Give the words with it, or set CUTAWAY_MODELS.',
  ),
  // Jobs
  JOB_NOT_RETRYABLE: entry(409, 'Only a failed, partial or cancelled job can be retried.'),
  JOB_ENDED: entry(409, 'The job has ended already.'),
  JOB_LIMIT: entry(429, 'Too many jobs run in this workspace. Wait for one to end.'),
  JOB_OUTDATED: entry(409, 'A later job of the same project has published its results; this one’s are not shown. Look at the later job.'),
  EXECUTION_LOST: entry(500, 'The run ended without its own last word. Retry the job: it goes on at the stage that was reached.'),
  POISON_MESSAGE: entry(
    500,
    'A unit of work failed again and again and was set aside. Retry the job, or ask the operator to look at the dead letters.',
  ),
  TIMED_OUT: entry(504, 'The stage took longer than it may. Retry the job.'),
  // Providers
  PROVIDER_UNAVAILABLE: entry(503, 'A picture source did not answer. The job went on without it; retry to ask it again.'),
  PROVIDER_OVER_QUOTA: entry(429, 'A picture source has no calls left in this window. The job went on without it.'),
  PROVIDER_KEY_INVALID: entry(502, 'A picture source refuses our key. The operator has to set a valid one.'),
  PROVIDER_KEY_MISSING: entry(502, 'A picture source has no key. The operator has to set one.'),
  PROVIDER_KEY_REFUSED: entry(422, 'The picture source refuses this key. The key before it stays in force.'),
  PROVIDER_KEY_UNTRIED: entry(409, 'The picture source could not be asked whether this key is good, so it is not in force yet.'),
  PROVIDER_BAD_ANSWER: entry(502, 'A picture source answered something that could not be read. The job went on without it.'),
  PROVIDER_REFUSED: entry(502, 'A picture source refuses this request for good. The job went on without it.'),
  KNOWLEDGE_UNAVAILABLE: entry(503, 'The knowledge base did not answer, so names could not be looked up. Retry the job.'),
  // Pictures
  IMAGE_UNFETCHABLE: entry(502, 'The picture could not be downloaded.'),
  IMAGE_BLOCKED_ADDRESS: entry(502, 'The picture lies at an address that is not fetched.'),
  IMAGE_TOO_LARGE: entry(502, 'The picture has too many bytes or pixels.'),
  IMAGE_BAD_BYTES: entry(502, 'The picture is not the image it claims to be.'),
  IMAGE_UNSAFE: entry(502, 'The picture may show nakedness or sex.'),
  IMAGE_UNSUPPORTED: entry(422, 'This is no picture that is taken: JPEG, PNG and WebP are, still and undamaged.'),
  IMAGE_UPLOAD_TOO_LARGE: entry(413, 'The picture has more bytes or pixels than one of your own may have. See the limits page.'),
  IMAGE_UNKNOWN: entry(422, 'Your workspace has no picture of its own with this id. Add it first.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof CATALOGUE;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(CATALOGUE, code);

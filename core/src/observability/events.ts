/**
 * Every log line that means something, by name. Dashboards, saved queries and metric filters are built from these, so a
 * reworded message cannot break them. Correlation keys (`requestId`, `jobId`, `workspaceId`) are appended by the logger.
 */
export const LogEvent = {
  /** One line for each API call. */
  request: 'request',
  /** An error we did not expect; carries the stack. */
  unexpected: 'unexpected',
  authorized: 'authorized',
  denied: 'denied',
  stageStarted: 'stage-started',
  stageEnded: 'stage-ended',
  /** A call of an older run or an ended job: nothing was changed. */
  superseded: 'superseded',
  jobEnded: 'job-ended',
  messageReceived: 'message-received',
  messageRejected: 'message-rejected',
  /** Somebody no longer waits for this answer. */
  answerUnwanted: 'answer-unwanted',
  deadLetter: 'dead-letter',
  swept: 'swept',
  providerCall: 'provider-call',
  /** The key in force is refused: an alarm. */
  providerKeyRefused: 'provider-key-refused',
  /** The key in force is older than it should become: an alarm. */
  providerKeyOld: 'provider-key-old',
  /** A step of replacing a secret of our own is done. */
  rotated: 'rotated',
  cache: 'cache',
  /** A model of the worker is ready, with its device and kind of weights. */
  modelLoaded: 'model-loaded',
  /** The GPU does not work and the processor does its work: slow, at the GPU's price. */
  modelFellBack: 'model-fell-back',
  modelFailed: 'model-failed',
  workerStarted: 'worker-started',
  workerStopping: 'worker-stopping',
} as const;
export type LogEvent = (typeof LogEvent)[keyof typeof LogEvent];

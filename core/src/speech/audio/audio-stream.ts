/** A recording as it streams by: mono, -1..1. Read it once. */
export interface AudioStream {
  /** Hertz, whole. */
  readonly sampleRate: number;
  blocks(): AsyncIterable<Float32Array>;
}

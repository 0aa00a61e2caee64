/** Brings files of a bucket with models to this machine's disk. */
export interface ModelFiles {
  /** Writes an object to a file. @throws AppError `UPLOAD_INCOMPLETE` where there is none */
  download(key: string, path: string, signal: AbortSignal): Promise<void>;
}

/** Brings media to where it can be opened: it is too large for memory. */
export interface MediaFiles {
  /** Writes an object of the media bucket to a file. @throws AppError UPLOAD_INCOMPLETE where it is gone */
  download(key: string, path: string, signal: AbortSignal): Promise<void>;
}

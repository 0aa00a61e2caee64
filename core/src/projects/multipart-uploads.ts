export interface PresignedPart {
  readonly number: number;
  readonly url: string;
  readonly bytes: number;
  /** To be sent exactly so: they are part of the signature. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface UploadedPart {
  readonly number: number;
  readonly etag: string;
}

export interface PlannedPart {
  readonly number: number;
  readonly bytes: number;
  /** SHA-256, base64. */
  readonly checksum: string;
}

/** Uploads in parts that go from the user straight to the bucket. */
export interface MultipartUploads {
  /** @returns the bucket's own id of the upload */
  begin(key: string): Promise<string>;
  /** An address for one part; length and checksum are signed, so other bytes are refused by the bucket. */
  presign(key: string, uploadId: string, part: PlannedPart, expiresInSeconds: number): Promise<PresignedPart>;
  /**
   * Joins the parts. Twice is harmless where the object is there.
   * @throws AppError UPLOAD_INCOMPLETE where parts are missing or differ
   */
  complete(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void>;
  /** Forgets the upload and its parts; twice is harmless. */
  abort(key: string, uploadId: string): Promise<void>;
  /** First bytes of the object, or null where there is none. */
  readStart(key: string, bytes: number): Promise<{ readonly start: Uint8Array; readonly totalBytes: number } | null>;
}

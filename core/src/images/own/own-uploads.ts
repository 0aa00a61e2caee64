/** A picture that is announced. */
export interface AnnouncedPicture {
  readonly bytes: number;
  /** SHA-256 of its bytes, base64. */
  readonly checksum: string;
}

export interface PresignedUpload {
  readonly url: string;
  /** To be sent exactly so: they are part of the signature. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Uploads of single objects that go from the user straight to the bucket. */
export interface OwnUploads {
  /**
   * An address for one object; length and checksum are signed, so other bytes are refused by the bucket. What is never asked
   * for again is removed by a rule of the bucket.
   */
  presign(key: string, picture: AnnouncedPicture, expiresInSeconds: number): Promise<PresignedUpload>;
}

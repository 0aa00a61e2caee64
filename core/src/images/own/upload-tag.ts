/** What an upload is marked with, so that the bucket removes it by itself where nobody asks for it any more. */
export const UPLOAD_TAG = { key: 'cutaway', value: 'upload' } as const;

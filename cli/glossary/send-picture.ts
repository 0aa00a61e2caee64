import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Client } from '../client/client/index.ts';
import { addImage, createImageUpload, type StoredImage } from '../client/index.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { answered } from '../stage/answered.ts';
import { unreadable } from '../enrich/input-file.ts';

export interface PictureWords {
  readonly title: string;
  readonly credit?: string | undefined;
}

/** Adds a file to the workspace's own pictures: straight to the bucket, then looked at by the stage. */
export const sendPicture = async (client: Client, path: string, { title, credit }: PictureWords): Promise<StoredImage> => {
  const picture = await readFile(path).catch(unreadable(path));
  if (picture.length === 0) throw new CommandError(EXIT.usage, `${path} is empty.`);
  const checksum = createHash('sha256').update(picture).digest('base64');
  const { url, headers } = await answered(createImageUpload({ client, body: { bytes: picture.length, checksum } }));
  const sent = await fetch(url, { method: 'PUT', headers, body: picture });
  if (!sent.ok) throw new CommandError(EXIT.failed, `The picture was not taken: status ${sent.status}.`);
  return answered(addImage({ client, body: { checksum, title, ...(credit !== undefined && { credit }) } }));
};

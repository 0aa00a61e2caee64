import type { Client } from '../../../cli/client/client/index.ts';
import { addImage, createImageUpload, type ImageUpload, type StoredImage } from '../../../cli/client/index.ts';
import { sha256 } from './upload.ts';
import { ok } from './user.ts';

export const announced = (client: Client, picture: Uint8Array<ArrayBuffer>): Promise<ImageUpload> =>
  ok(createImageUpload({ client, body: { bytes: picture.length, checksum: sha256(picture) } }));

export const sent = ({ url, headers }: ImageUpload, body: Uint8Array<ArrayBuffer>): Promise<Response> =>
  fetch(url, { method: 'PUT', headers, body });

/** Adds a picture to the workspace's own. */
export const added = async (
  client: Client,
  bytes: Uint8Array,
  words: { readonly title?: string; readonly credit?: string } = {},
): Promise<StoredImage> => {
  const picture = Uint8Array.from(bytes);
  const answer = await sent(await announced(client, picture), picture);
  if (!answer.ok) throw new Error(`the picture was refused: ${answer.status} ${await answer.text()}`);
  return ok(addImage({ client, body: { checksum: sha256(picture), ...words } }));
};

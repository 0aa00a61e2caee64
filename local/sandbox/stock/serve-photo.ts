import { inventPerson } from '../people.ts';
import { bytesReply, type Reply } from '../server/exchange.ts';
import type { World } from '../world.ts';
import { imgixSize } from './imgix.ts';
import type { StockPhoto } from './stock-photo.ts';

/** @param name of the provider, as it is written on the picture @returns the photograph in the size that the query asks for */
export const servePhoto = async (world: World, photo: StockPhoto, name: string, query: URLSearchParams): Promise<Reply> => {
  const [width, height] = imgixSize(query, photo.width, photo.height);
  const painted = await world.painter.paint({
    picture: {
      motif: photo.motif,
      label: photo.isTrue ? photo.query : `not ${photo.query}`,
      shows: photo.alt,
      footer: `${name} licence · ${inventPerson(photo.seed).name} · ${name} sandbox`,
      art: photo.seed,
    },
    width,
    height,
    format: query.get('fm') === 'png' ? 'png' : 'jpeg',
  });
  return bytesReply(painted.mime, painted.bytes, {
    headers: { etag: painted.etag, 'cache-control': 'public, max-age=31536000', 'access-control-allow-origin': '*' },
  });
};

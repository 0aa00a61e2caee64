import type { ObjectStore } from '../../platform/object-store.ts';
import type { ImageVariant } from '../stored-image.ts';
import type { RenderedVariant } from './render-picture.ts';

/** Writing a file twice writes the same bytes, so nothing has to know whether another worker was here before. */
export const storeVariants = async (
  variants: readonly RenderedVariant[],
  keyOf: (file: string, extension: RenderedVariant['extension']) => string,
  objects: Pick<ObjectStore, 'put'>,
): Promise<ImageVariant[]> => {
  const stored = await Promise.all(
    variants.map(async ({ file, names, mime, extension, width, height, bytes }) => {
      const key = keyOf(file, extension);
      await objects.put(key, bytes, { contentType: mime });
      return names.map(name => ({ name, key, mime, width, height, bytes: bytes.byteLength }));
    }),
  );
  return stored.flat();
};

import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '../client/client/index.ts';
import { createExport, getManifest } from '../client/index.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { answered } from '../stage/answered.ts';
import * as z from 'zod';

const Images = z.object({ images: z.array(z.object({ id: z.string(), file: z.string() })) });

/** Pictures fetched at a time. */
const AT_ONCE = 3;

const download = async (url: string): Promise<Uint8Array> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new CommandError(EXIT.failed, `A result could not be downloaded (status ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
};

const imageAddress = async (client: Client, imageId: string): Promise<string> => {
  const { baseUrl = '', auth } = client.getConfig();
  const token = typeof auth === 'function' ? await auth({ type: 'http', scheme: 'bearer' }) : auth;
  const answer = await fetch(`${baseUrl}/v1/images/${imageId}/content`, {
    headers: { authorization: `Bearer ${token ?? ''}` },
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (location === null) throw new CommandError(EXIT.failed, `The picture ${imageId} has no address (status ${answer.status}).`);
  return location;
};

/** Made before the work begins, so that nobody waits for results that cannot be written. @throws CommandError `usage` */
export const outputFolder = async (folder: string): Promise<string> => {
  try {
    await mkdir(join(folder, 'images'), { recursive: true });
    await access(join(folder, 'images'), constants.W_OK);
    return folder;
  } catch (cause) {
    throw new CommandError(EXIT.usage, `${folder} cannot be written to: ${cause instanceof Error ? cause.message : 'no reason given'}.`, {
      cause,
    });
  }
};

/** Writes manifest, timeline, subtitles, storyboard, credits and pictures of a project's timeline into a folder of `outputFolder`. */
export const writeResults = async (client: Client, projectId: string, folder: string): Promise<readonly string[]> => {
  const manifest = await answered(getManifest({ client, path: { projectId } }));
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const written = ['manifest.json'];
  for (const format of ['json', 'srt', 'credits', 'storyboard'] as const) {
    const made = await answered(createExport({ client, path: { projectId }, body: { format } }));
    await writeFile(join(folder, made.fileName), await download(made.url));
    written.push(made.fileName);
  }
  const { images } = Images.parse(manifest);
  for (let from = 0; from < images.length; from += AT_ONCE) {
    await Promise.all(
      images
        .slice(from, from + AT_ONCE)
        .map(async image => writeFile(join(folder, image.file), await download(await imageAddress(client, image.id)))),
    );
  }
  return [...written, ...images.map(image => image.file)];
};

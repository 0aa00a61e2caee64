import { expect, it } from '@jest/globals';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import { endUpload, type Upload } from '../projects/upload.ts';
import { anUpload, aScope, START_MS } from './builders.ts';
import type { Stores } from './memory-stores.ts';

const completed = (upload: Upload): Upload => endUpload(upload, { state: 'completed' }, START_MS) ?? upload;

/** What every UploadStore guarantees. */
export const uploadStoreContract = (stores: () => Stores): void => {
  it('gives back what was created, and what was saved', async () => {
    const { uploads } = stores();
    const scope = aScope();
    const upload = anUpload();
    await uploads.create(scope, upload);
    expect(await uploads.get(scope, upload.projectId, upload.id)).toEqual(upload);
    await uploads.save(scope, completed(upload));
    expect(await uploads.get(scope, upload.projectId, upload.id)).toMatchObject({ state: 'completed', version: 2 });
  });

  it('an upload ends once, however many complete it', async () => {
    const { uploads } = stores();
    const scope = aScope();
    const upload = anUpload();
    await uploads.create(scope, upload);
    const answers = await Promise.allSettled([1, 2, 3].map(() => uploads.save(scope, completed(upload))));
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1);
  });

  it('another workspace’s upload is a missing one', async () => {
    const { uploads } = stores();
    const upload = anUpload();
    await uploads.create(aScope(), upload);
    const stranger = aScope();
    await expect(uploads.get(stranger, upload.projectId, upload.id)).rejects.toThrow(NotFoundError);
    await expect(uploads.save(stranger, completed(upload))).rejects.toThrow(ConflictError);
  });

  it('refuses to create an id twice', async () => {
    const { uploads } = stores();
    const scope = aScope();
    const upload = anUpload();
    await uploads.create(scope, upload);
    await expect(uploads.create(scope, upload)).rejects.toThrow(ConflictError);
  });

  it('lists the uploads of one project, newest first', async () => {
    const { uploads } = stores();
    const scope = aScope();
    const older = anUpload();
    const newer = anUpload({ projectId: older.projectId });
    for (const upload of [older, newer, anUpload()]) await uploads.create(scope, upload);
    const { items } = await uploads.list(scope, older.projectId, { limit: 10 });
    expect(items.map(item => item.id)).toEqual([newer.id, older.id]);
  });
};

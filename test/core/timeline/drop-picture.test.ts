import { describe, expect, it } from '@jest/globals';
import { OwnerScope } from '../../../core/src/accounts/owner-scope.ts';
import { applyJobEvent } from '../../../core/src/jobs/apply-job-event.ts';
import { sha256Hex } from '../../../core/src/platform/digest.ts';
import { readJson, writeJson } from '../../../core/src/platform/json-objects.ts';
import { mediaKeys } from '../../../core/src/platform/object-keys.ts';
import { aScope, aTimelineHead, START_MS } from '../../../core/src/testing/builders.ts';
import { MemoryObjectStore } from '../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { startRun } from '../../../core/src/testing/start-run.ts';
import { dropPicture } from '../../../core/src/timeline/drop-picture.ts';
import { Manifest } from '../../../core/src/timeline/manifest.ts';
import { Timeline } from '../../../core/src/timeline/timeline.ts';
import { aManifest } from './manifest-builder.ts';

/** A project whose finished run published a timeline, its manifest and an export. */
const published = async () => {
  const stores = createMemoryStores();
  const media = new MemoryObjectStore();
  const scope = aScope();
  const { run } = await startRun(stores, scope);
  const ref = { workspaceId: scope.workspaceId, projectId: run.projectId };
  const manifest = aManifest();
  const write = async (name: string, document: object) => ({
    ...(await writeJson(media, mediaKeys.published({ ...scope.claims, ...run }, name), document)),
    jobId: run.jobId,
    run: run.run,
  });
  await stores.projects.saveResult(scope, run, 'manifest', await write('manifest.json', manifest));
  const timeline = await write('timeline.json', manifest.timeline);
  await stores.projects.saveResult(scope, run, 'timeline', timeline);
  await stores.timelines.save(scope, aTimelineHead({ ...run, state: 'published', body: timeline }));
  await applyJobEvent({ jobs: stores.jobs, clock: () => START_MS }, scope, run.jobId, { type: 'cancelled' });
  const exported = mediaKeys.export(ref, 'exp_1', 'storyboard.html');
  await media.put(exported, new Uint8Array(1), { contentType: 'text/html' });
  const deps = { ...stores, media, clock: () => START_MS };
  const [shown] = manifest.images;
  if (shown === undefined) throw new Error('the manifest shows pictures');
  const read = async () => {
    const head = await stores.timelines.find(scope, run.projectId);
    const { results } = await stores.projects.get(scope, run.projectId);
    return {
      head,
      timeline: await readJson(media, head?.body.key ?? '', Timeline),
      result: await readJson(media, results.timeline?.key ?? '', Timeline),
      manifest: await readJson(media, results.manifest?.key ?? '', Manifest),
    };
  };
  return { deps, media, ref, shown: shown.id, exported, manifest, read };
};

describe('a picture that is taken out of a project', () => {
  it('is gone from timeline, results and exports; everything else stays, and the timeline says so', async () => {
    const { deps, media, ref, shown, exported, manifest, read } = await published();
    const cues = await dropPicture(deps, ref, shown);
    const after = await read();
    expect(cues).toBe(manifest.timeline.cues.filter(({ image }) => image.imageId === shown).length);
    expect(cues).toBeGreaterThan(0);
    for (const timeline of [after.timeline, after.result, after.manifest?.timeline]) {
      expect(timeline?.cues).toEqual(manifest.timeline.cues.filter(({ image }) => image.imageId !== shown));
      expect(timeline?.note).toContain('taken out');
    }
    expect(after.manifest?.images).toEqual(manifest.images.filter(({ id }) => id !== shown));
    expect(after.manifest?.credits.some(({ imageId }) => imageId === shown)).toBe(false);
    expect(after.head).toMatchObject({ version: 2, summary: { cues: manifest.timeline.cues.length - cues } });
    expect(after.timeline?.version).toBe(2);
    expect(await media.head(exported)).toBeNull();
  });

  it('is gone already the second time, and a picture that is not shown changes nothing', async () => {
    const { deps, media, ref, shown, read } = await published();
    await dropPicture(deps, ref, shown);
    const before = await read();
    const writes = media.writes.length;
    expect(await dropPicture(deps, ref, shown)).toBe(0);
    expect(await dropPicture(deps, ref, sha256Hex('never shown'))).toBe(0);
    expect(await read()).toEqual(before);
    expect(media.writes).toHaveLength(writes);
  });

  it('is nobody’s where the project is gone, and a timeline that was edited meanwhile is edited again', async () => {
    const { deps, ref, shown, read } = await published();
    expect(await dropPicture(deps, { ...ref, projectId: 'prj_GONE' }, shown)).toBe(0);
    const scope = OwnerScope.fromMessage({ workspaceId: ref.workspaceId, principalId: 'x', role: 'admin' });
    let raced = false;
    const timelines = {
      ...deps.timelines,
      find: deps.timelines.find.bind(deps.timelines),
      save: deps.timelines.save.bind(deps.timelines),
      edit: async (...[owner, head]: Parameters<typeof deps.timelines.edit>) => {
        const current = raced ? null : await deps.timelines.find(scope, ref.projectId);
        raced = true;
        if (current !== null) await deps.timelines.edit(scope, { ...current, version: current.version + 1 });
        await deps.timelines.edit(owner, head);
      },
    };
    expect(await dropPicture({ ...deps, timelines }, ref, shown)).toBeGreaterThan(0);
    expect((await read()).head?.version).toBe(3);
  });
});

import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { getTimeline } from '../../../cli/client/index.ts';
import type { DrillStage } from '../stage/drill-stage.ts';

/** What a project left on the stage, without what differs from run to run: ids, times, numbers of attempts. */
export interface LeftBehind {
  /** As a user reads it; null where there is none. */
  readonly timeline: unknown;
  /** How many items of each kind lie in the table. */
  readonly items: Readonly<Record<string, number>>;
  /** Keys in the media bucket, those of all attempts taken together. */
  readonly objects: readonly string[];
  /** Results the project points at. */
  readonly results: readonly string[];
  /** Pictures by the cue that uses them. */
  readonly uses: readonly string[];
}

const Item = z.looseObject({ __edb_e__: z.string(), body: z.unknown().optional() });
const Use = z.object({ cueId: z.string(), imageId: z.string() });
const Upload = z.object({ state: z.string() });
const Project = z.object({ results: z.record(z.string(), z.unknown()).default({}) });

const partition = async ({ dynamo, local }: DrillStage, key: string, index?: string): Promise<z.infer<typeof Item>[]> => {
  const items: z.infer<typeof Item>[] = [];
  const query = {
    TableName: local.outputs.MainTable,
    ...(index !== undefined && { IndexName: index }),
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': index === undefined ? 'pk' : `${index}pk` },
    ExpressionAttributeValues: { ':pk': key },
  };
  for await (const page of paginateQuery({ client: dynamo }, query)) items.push(...z.array(Item).parse(page.Items ?? []));
  return items;
};

const keysBelow = async ({ s3, local }: DrillStage, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: local.outputs.MediaBucket, Prefix: prefix }))
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  return keys;
};

const counted = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/** Names that differ from project to project, and the attempt: what two attempts left is one thing. */
const impersonal = (key: string): string =>
  key
    .replace(/.*\/projects\/[^/]+\//, '')
    .replace(/jobs\/[^/]+\/runs\/\d+\//, 'run/')
    .replace(/upl_[0-9A-Z]+/, 'upload');

/** An upload that was asked for twice leaves one that is never completed; it expires by itself. */
const isAbandoned = (item: z.infer<typeof Item>): boolean => item.__edb_e__ === 'upload' && Upload.parse(item.body).state === 'open';

export const leftBehind = async (stage: DrillStage, projectId: string): Promise<LeftBehind> => {
  const ofProject = `workspace#${stage.workspaceId}#project#${projectId}`;
  const rows = await partition(stage, ofProject);
  const jobs = await partition(stage, ofProject, 'gsi1');
  const { Item: project } = await stage.dynamo.send(
    new GetCommand({ TableName: stage.local.outputs.MainTable, Key: { pk: `workspace#${stage.workspaceId}`, sk: `project#${projectId}` } }),
  );
  const timeline = await getTimeline({ client: stage.client, path: { projectId } });
  return {
    // Its number counts what was put before it, provisional ones of other attempts included.
    timeline: timeline.data === undefined ? null : { ...timeline.data, version: null },
    items: counted([...rows, ...jobs].filter(item => !isAbandoned(item)).map(item => item.__edb_e__)),
    objects: [...new Set((await keysBelow(stage, `workspaces/${stage.workspaceId}/projects/${projectId}/`)).map(impersonal))].sort(),
    results: Object.keys(Project.parse(project).results).sort(),
    uses: rows
      .filter(item => item.__edb_e__ === 'image-use')
      .map(item => Use.parse(item.body))
      .map(({ cueId, imageId }) => `${cueId} ${imageId.slice(0, 12)}`)
      .sort(),
  };
};

/** @returns in words for people, where a disturbed run left something else than an undisturbed one */
export const differences = (expected: LeftBehind, found: LeftBehind): readonly string[] => {
  const parts: readonly (keyof LeftBehind)[] = ['timeline', 'items', 'objects', 'results', 'uses'];
  return parts.flatMap(part => {
    const [wanted, got] = [JSON.stringify(expected[part]), JSON.stringify(found[part])];
    if (wanted === got) return [];
    const at = Array.from(wanted).findIndex((character, index) => got[index] !== character);
    return [`${part} differ: …${wanted.slice(Math.max(0, at - 60), at + 100)}… became …${got.slice(Math.max(0, at - 60), at + 100)}…`];
  });
};

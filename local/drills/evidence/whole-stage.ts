import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DrillFinding } from '../drill.ts';
import type { DrillStage } from '../stage/drill-stage.ts';

const StoredImage = z.object({ id: z.string(), variants: z.array(z.object({ key: z.string() })) });
const RunningJobs = z.object({ jobIds: z.set(z.string()).default(new Set()) }).prefault({});

/** @returns messages in a queue: waiting, being worked on, delayed */
export const messagesIn = async ({ sqs }: DrillStage, queueUrl: string): Promise<number> => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }));
  const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: held } = Attributes ?? {};
  return Number(waiting ?? 0) + Number(held ?? 0);
};

/** Ids of jobs that hold a place in the drill's workspace. */
const runningJobs = async ({ dynamo, local, workspaceId }: DrillStage): Promise<readonly string[]> => {
  const key = { pk: `workspace#${workspaceId}`, sk: 'running-jobs' };
  const { Item } = await dynamo.send(new GetCommand({ TableName: local.outputs.MainTable, Key: key, ConsistentRead: true }));
  return [...RunningJobs.parse(Item).jobIds];
};

/** A picture is stored whole and once: each file belongs to one record, and each record has its files. */
const catalogue = async ({ dynamo, s3, local }: DrillStage): Promise<DrillFinding> => {
  const recorded: string[] = [];
  const scan = {
    TableName: local.outputs.MainTable,
    FilterExpression: '#kind = :kind',
    ExpressionAttributeNames: { '#kind': '__edb_e__' },
    ExpressionAttributeValues: { ':kind': 'stored-image' },
  };
  let pictures = 0;
  for await (const page of paginateScan({ client: dynamo }, scan)) {
    const images = (page.Items ?? []).map(item => StoredImage.parse(item['body']));
    pictures += images.length;
    recorded.push(...images.flatMap(({ variants }) => [...new Set(variants.map(({ key }) => key))]));
  }
  const files: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: local.outputs.CatalogueBucket }))
    files.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  const isWhole = JSON.stringify([...recorded].sort()) === JSON.stringify([...files].sort());
  return { what: 'catalogue', held: isWhole, detail: `${pictures} pictures, ${files.length} files, ${recorded.length} of them recorded` };
};

const queue = async (stage: DrillStage, what: string, url: string): Promise<DrillFinding> => {
  const left = await messagesIn(stage, url);
  return { what: `queue ${what}`, held: left === 0, detail: left === 0 ? 'empty' : `${left} messages are left` };
};

/** What has to be true of a stage once all its jobs have ended well. */
export const wholeStage = async (stage: DrillStage): Promise<readonly DrillFinding[]> => {
  const running = await runningJobs(stage);
  return [
    await catalogue(stage),
    await queue(stage, 'speech', stage.local.outputs.SpeechQueueUrl),
    await queue(stage, 'parked', stage.local.outputs.ParkedQueueUrl),
    {
      what: 'places for running jobs',
      held: running.length === 0,
      detail: running.length === 0 ? 'all given back' : `held by ${running.join(', ')}`,
    },
  ];
};

import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { DeleteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DrillStage } from '../stage/drill-stage.ts';

const Key = z.object({ pk: z.string(), sk: z.string() });

/** Empties the catalogue, so that the next run fetches its pictures as if nobody had before. */
export const forgetPictures = async ({ dynamo, s3, local }: DrillStage): Promise<void> => {
  const { MainTable: TableName, CatalogueBucket: Bucket } = local.outputs;
  const scan = {
    TableName,
    FilterExpression: '#kind = :kind',
    ExpressionAttributeNames: { '#kind': '__edb_e__' },
    ExpressionAttributeValues: { ':kind': 'stored-image' },
  };
  for await (const page of paginateScan({ client: dynamo }, scan))
    for (const item of page.Items ?? []) await dynamo.send(new DeleteCommand({ TableName, Key: Key.parse(item) }));
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket }))
    for (const { Key } of page.Contents ?? []) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
};

import * as z from 'zod';
import type { SynthesisedResource, SynthesisedStage } from './synthesised.ts';

/** One or several, as policies write it. */
const listed = <T>(item: z.ZodType<T>): z.ZodType<readonly T[]> => z.union([z.array(item), item.transform(one => [one])]);

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: listed(z.string()),
  Resource: listed(z.unknown()).default([]),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const Document = z.object({ Statement: z.array(Statement) });

export interface StatementOf extends z.infer<typeof Statement> {
  readonly resource: SynthesisedResource;
}

/** Properties that hold a policy document, by type of resource. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['PolicyDocument'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument'],
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::S3::BucketPolicy': ['PolicyDocument'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument'],
  'AWS::Logs::ResourcePolicy': ['PolicyDocument'],
};

/** Every statement of every policy of a stage. */
export const statements = (stage: SynthesisedStage): readonly StatementOf[] =>
  stage
    .resources()
    .flatMap(resource =>
      (DOCUMENTS[resource.Type] ?? []).flatMap(property =>
        Document.parse(resource.Properties[property]).Statement.map(statement => ({ ...statement, resource })),
      ),
    );

export const isAnybody = (principal: unknown): boolean =>
  principal === '*' || (typeof principal === 'object' && principal !== null && Object.values(principal).includes('*'));

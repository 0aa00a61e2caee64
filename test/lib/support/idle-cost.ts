import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { SynthesisedResource, SynthesisedStage } from './synthesised.ts';

const Prices = z.object({
  asOf: z.iso.date(),
  prices: z.record(z.string(), z.object({ usd: z.number(), freeUnits: z.number().default(0), source: z.url() })),
});
const PRICES = Prices.parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../prices/us-east-1.json'), 'utf8')));

/** Units of one price that a resource uses in a month although nobody uses the stage. */
type Usage = Readonly<Record<string, number>>;

const MONTH_SECONDS = 30 * 86_400;
/** Lambda keeps five connections open to a queue, and each asks again after 20 s without a message. */
const POLLS = (5 * MONTH_SECONDS) / 20;
/** Asking KMS for the key of a queue, for one sender and one receiver, while the data key is used for an hour. */
const KEY_OF_QUEUE = (MONTH_SECONDS / 3_600) * 3;
/** Assumptions about what was not measured on AWS: one sweep of nothing, its log lines, the image without a GPU, compressed. */
const SWEEP = { seconds: 0.3, logBytes: 1_500, readUnits: 20 };
const IMAGE_GIGABYTES = 0.6;
/** All bundles together, as zip files. */
const BUNDLES_GIGABYTES = 0.15;

const Alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });
const Schedule = z.object({ ScheduleExpression: z.string().optional() });
const Cluster = z.object({ ClusterSettings: z.tuple([z.object({ Name: z.literal('containerInsights'), Value: z.literal('disabled') })]) });
const Endpoint = z.object({ VpcEndpointType: z.literal('Gateway') });
const AtRest = z.object({ MinSize: z.literal('0') });
const NoTask = z.object({ DesiredCount: z.literal(0) });

const sweeps = ({ Properties }: SynthesisedResource): Usage => {
  const { ScheduleExpression } = Schedule.parse(Properties);
  if (ScheduleExpression === undefined) return {};
  const [, count, unit] = /^rate\((\d+) (minutes|hours)\)$/.exec(ScheduleExpression) ?? [];
  const minutes = Number(count) * (unit === 'hours' ? 60 : 1);
  const runs = MONTH_SECONDS / 60 / minutes;
  return {
    lambdaRequest: runs,
    lambdaArmGigabyteSecond: runs * SWEEP.seconds * 0.25,
    logGigabyte: (runs * SWEEP.logBytes) / 1e9,
    xrayTrace: runs,
    dynamoReadUnit: runs * SWEEP.readUnits,
  };
};

/** Only where its properties say that it costs nothing at rest; throws otherwise. */
const freeIf =
  (schema: z.ZodType) =>
  ({ Properties, path }: SynthesisedResource): Usage => {
    const parsed = schema.safeParse(Properties);
    if (!parsed.success) throw new Error(`${path} costs while nobody uses it: ${z.prettifyError(parsed.error)}`);
    return {};
  };

const COSTS: Readonly<Record<string, (resource: SynthesisedResource) => Usage>> = {
  'AWS::KMS::Key': () => ({ kmsKeyMonth: 1 }),
  'AWS::SecretsManager::Secret': () => ({ secretMonth: 1 }),
  'AWS::CloudWatch::Alarm': ({ Properties }) => ({
    alarmMetricMonth: Alarm.parse(Properties).Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1,
  }),
  'AWS::CloudWatch::Dashboard': () => ({ dashboardMonth: 1 }),
  'AWS::SQS::Queue': () => ({ kmsRequest: KEY_OF_QUEUE }),
  'AWS::Lambda::EventSourceMapping': () => ({ sqsRequest: POLLS }),
  'AWS::Events::Rule': sweeps,
  'AWS::ECS::TaskDefinition': () => ({ ecrGigabyteMonth: IMAGE_GIGABYTES }),
  'AWS::StepFunctions::StateMachine': () => ({ s3GigabyteMonth: BUNDLES_GIGABYTES }),
  'AWS::ECS::Cluster': freeIf(Cluster),
  'AWS::ECS::Service': freeIf(NoTask),
  'AWS::EC2::VPCEndpoint': freeIf(Endpoint),
  'AWS::AutoScaling::AutoScalingGroup': freeIf(AtRest),
};

/** Paid by use, by what is stored or not at all: at rest they cost nothing. */
const FREE_AT_REST = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::Table',
  'AWS::EC2::FlowLog',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::LaunchTemplate',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::ECS::CapacityProvider',
  'AWS::ECS::ClusterCapacityProviderAssociations',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::SecretsManager::RotationSchedule',
  'AWS::Logs::ResourcePolicy',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Parameter',
]);

/** @returns units by price, of everything in a stage; @throws where a type of resource has no price and is not known to be free */
export const idleUsage = (stage: SynthesisedStage): Usage => {
  const total: Record<string, number> = {};
  for (const resource of stage.resources()) {
    const cost = COSTS[resource.Type];
    if (cost === undefined && !FREE_AT_REST.has(resource.Type)) throw new Error(`What does ${resource.Type} cost while nobody uses it?`);
    for (const [price, units] of Object.entries(cost?.(resource) ?? {})) total[price] = (total[price] ?? 0) + units;
  }
  return total;
};

/**
 * @param isFree whether the units that AWS gives for a price every month are not paid
 * @returns USD a month
 */
export const monthlyUsd = (usage: Usage, isFree: (price: string) => boolean): number =>
  Object.entries(usage).reduce((sum, [name, units]) => {
    const price = PRICES.prices[name];
    if (price === undefined) throw new Error(`no price ${name}`);
    return sum + Math.max(0, units - (isFree(name) ? price.freeUnits : 0)) * price.usd;
  }, 0);

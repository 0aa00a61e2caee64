import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import { MOST_BATCHES } from '../../../core/src/jobs/run-batch.ts';
import { ProcessVideo } from '../../../lib/constructs/process-video.ts';
import { stageConfig } from '../../../lib/config/stages.ts';

const State = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string(), StringEquals: z.string().optional() })).optional(),
  Catch: z.array(z.looseObject({ Next: z.string(), ErrorEquals: z.array(z.string()) })).optional(),
  Result: z.unknown().optional(),
  ResultPath: z.unknown().optional(),
});
type State = z.infer<typeof State>;
const States = z.record(z.string(), State);

const definition = ({ looks }: { readonly looks: boolean }): Record<string, State> => {
  const stack = new Stack(new App(), 'Test', { env: { account: '111111111111', region: 'us-east-1' } });
  const named = (name: string) => LambdaFunction.fromFunctionName(stack, name, name);
  new ProcessVideo(stack, 'ProcessVideo', {
    config: stageConfig('dev', {}),
    key: new Key(stack, 'Key'),
    functions: {
      hearText: named('hear-text'),
      plan: named('plan'),
      link: named('link'),
      search: named('search'),
      rank: named('rank'),
      compose: named('compose'),
      acquire: named('acquire'),
      publish: named('publish'),
      finish: named('finish'),
    },
    speechQueue: new Queue(stack, 'Speech'),
    rankingQueue: looks ? new Queue(stack, 'Ranking') : null,
    parallel: { search: 1, acquire: 2 },
  });
  const [machine] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
  const Definition = z.object({
    Properties: z.object({ DefinitionString: z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }) }),
  });
  const parts = Definition.parse(machine).Properties.DefinitionString['Fn::Join'][1];
  const { States: outer } = z.object({ States }).parse(JSON.parse(parts.map(part => (typeof part === 'string' ? part : 'token')).join('')));
  const inner = Object.values(outer).flatMap(state => {
    const processor = z.object({ ItemProcessor: z.object({ States }) }).safeParse(state);
    return processor.success ? Object.entries(processor.data.ItemProcessor.States) : [];
  });
  return { ...outer, ...Object.fromEntries(inner) };
};

/** Quotas of Step Functions: events of an execution's history, bytes of a state. */
const HISTORY_EVENTS = 25_000;

describe('process-video', () => {
  const states = definition({ looks: false });
  const state = (name: string): State => {
    const found = states[name];
    if (found === undefined) throw new Error(`there is no state ${name}`);
    return found;
  };

  it('passes nothing on from the pieces of a stage: a thousand of their states would not fit into one', () => {
    for (const name of ['search-end', 'acquire-end']) expect(state(name)).toMatchObject({ Type: 'Pass', Result: {} });
    for (const name of ['search-all', 'acquire-all']) expect(state(name).ResultPath).toBeNull();
  });

  it('has room in its history for the longest talk, with every batch tried or waiting twice more', () => {
    // A batch: iteration begun and ended, task entered, scheduled, begun, done and left, choice and pass each entered and left.
    const batch = 11;
    const again = 10;
    expect(2 * MOST_BATCHES * (batch + 2 * again)).toBeLessThan(HISTORY_EVENTS);
    expect(LIMITS.plannedEntities.value).toBeGreaterThan(MOST_BATCHES);
  });

  it('asks again whoever asked it to wait: media goes back to the worker', () => {
    const waitOf = (stage: string): string | undefined =>
      state(`${stage}-outcome`).Choices?.find(choice => choice.StringEquals === 'deferred')?.Next;
    for (const stage of ['hear', 'plan', 'link', 'rank', 'compose', 'publish', 'search', 'acquire'])
      expect(state(waitOf(stage) ?? '')).toMatchObject({ Type: 'Wait', Next: stage });
  });
});

describe('process-video where a worker looks at pictures', () => {
  const states = definition({ looks: true });

  it('asks it before ranking, and goes on from its order', () => {
    expect(states['search-all']?.Next).toBe('rank-pictures');
    expect(states['rank-pictures']?.Next).toBe('rank-pictures-outcome');
    expect(states['rank-pictures-outcome']?.Choices).toMatchObject([
      { StringEquals: 'done', Next: 'compose' },
      { StringEquals: 'superseded', Next: 'Superseded' },
    ]);
  });

  it('ranks by words where it has no answer, whatever the reason', () => {
    expect(states['rank-pictures-outcome']?.Default).toBe('rank');
    expect(states['rank-pictures']?.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'rank' }]);
    expect(states['rank']?.Next).toBe('rank-outcome');
  });

  it('has nothing of it otherwise', () => {
    expect(Object.keys(definition({ looks: false })).filter(name => name.startsWith('rank-pictures'))).toEqual([]);
  });
});

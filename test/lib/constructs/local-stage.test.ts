import { readFileSync } from 'node:fs';
import { App, AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Alarm, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { AWS_ONLY, LocalStage } from '../../../lib/constructs/local-stage.ts';
import { committed } from '../../support/fixtures.ts';

const Synthesised = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Condition: z.string().optional() })),
  Conditions: z.unknown(),
});

const metric = (metricName: string): Metric => new Metric({ namespace: 'Test', metricName });

describe('what the emulator cannot create', () => {
  const stack = new Stack(new App(), 'Test');
  new CfnBudget(stack, 'Budget', { budget: { budgetType: 'COST', timeUnit: 'MONTHLY' } });
  const common = { threshold: 1, evaluationPeriods: 1 };
  new Alarm(stack, 'Plain', { metric: metric('a'), ...common });
  new Alarm(stack, 'Sum', {
    metric: new MathExpression({ expression: 'a + b', usingMetrics: { a: metric('a'), b: metric('b') } }),
    ...common,
  });
  const local = new LocalStage();
  Aspects.of(stack).add(local, { priority: AspectPriority.READONLY });
  const { Resources, Conditions } = Synthesised.parse(Template.fromStack(stack).toJSON());

  it('is switched off by a condition that is never true, and stays in the template', () => {
    const conditions = Object.values(Resources).map(({ Type, Condition = '-' }) => `${Type} ${Condition}`);
    expect(conditions.sort()).toEqual(['AWS::Budgets::Budget NotOnLocal', 'AWS::CloudWatch::Alarm -', 'AWS::CloudWatch::Alarm NotOnLocal']);
    expect(Conditions).toEqual({ NotOnLocal: { 'Fn::Equals': ['local', 'aws'] } });
  });

  it('is listed by type and path', () => {
    expect(local.switchedOff.sort()).toEqual(['AWS::Budgets::Budget Test/Budget', 'AWS::CloudWatch::Alarm Test/Sum/Resource']);
  });

  it('has its line in docs/local.md', () => {
    const page = readFileSync(committed('docs/local.md'), 'utf8');
    expect([...AWS_ONLY].filter(type => !page.includes(`\`${type}\``))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import * as z from 'zod';
import { deployed, type SynthesisedStage } from '../support/synthesised.ts';

const Reasons = z.record(z.string(), z.unknown());
const Reason = z.union([z.string(), z.array(z.object({ reason: z.string() }))]);

/** Checks that forget what was acknowledged, so that every finding is seen. */
const everyFinding = (app: App): AwsSolutionsChecks => Object.assign(new AwsSolutionsChecks(app), { isAcknowledged: () => false });

interface Finding {
  readonly id: string;
  readonly path: string;
}

const found = ({ app }: SynthesisedStage): readonly Finding[] =>
  everyFinding(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources = [] }) =>
      violatingResources.map(({ constructPath = '' }) => ({ id: ruleName, path: constructPath })),
    );

const acknowledged = ({ app }: SynthesisedStage): readonly { readonly at: IConstruct; readonly id: string; readonly reason: string }[] =>
  app.node.findAll().flatMap(at =>
    at.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(Reasons.parse(data)))
      .map(([id, reason]) => ({ at, id: id.replace(/^Annotation::/, ''), reason: JSON.stringify(Reason.parse(reason)) }))
      .filter(({ id }) => id.startsWith('AwsSolutions-')),
  );

const isBelow = (path: string, construct: IConstruct): boolean =>
  path === construct.node.path || path.startsWith(`${construct.node.path}/`);

describe.each(deployed)('findings of cdk-nag in stage $name', stage => {
  const findings = found(stage);
  const kept = acknowledged(stage);

  it('are mended, or acknowledged one by one', () => {
    const open = findings.filter(({ id, path }) => !kept.some(one => one.id === id && isBelow(path, one.at)));
    expect(open).toEqual([]);
    expect(findings).not.toEqual([]);
  });

  it('are acknowledged with a reason that is a sentence', () => {
    expect(kept.filter(({ reason }) => !/[A-Z].{20,}\.?/.test(reason)).map(({ id, reason }) => `${id} ${reason}`)).toEqual([]);
  });

  it('are not acknowledged where there are none', () => {
    const unused = kept.filter(one => !findings.some(({ id, path }) => id === one.id && isBelow(path, one.at)));
    expect(unused.map(({ id, at }) => `${id} ${at.node.path}`)).toEqual([]);
  });
});

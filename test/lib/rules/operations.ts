import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { committed } from '../../support/fixtures.ts';
import { refersTo } from '../support/references.ts';
import { stages, type SynthesisedStage } from '../support/synthesised.ts';

const Alarm = z.object({
  AlarmName: z.string().optional(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  OKActions: z.array(z.unknown()).default([]),
  ActionsEnabled: z.boolean().default(true),
  TreatMissingData: z.enum(['notBreaching', 'ignore', 'breaching', 'missing']),
});

const alarmsOf = (
  stage: SynthesisedStage,
): readonly (z.infer<typeof Alarm> & { readonly path: string; readonly actionType: string | undefined })[] =>
  stage.resources('AWS::CloudWatch::Alarm').map(({ path, stack, Properties }) => {
    const alarm = Alarm.parse(Properties);
    return { ...alarm, path, actionType: stage.templates[stack]?.Resources[refersTo(alarm.AlarmActions[0]) ?? '']?.Type };
  });

/** Those that tell people something; the others only start and stop workers. */
const telling = (stage: SynthesisedStage): ReturnType<typeof alarmsOf> =>
  alarmsOf(stage).filter(({ actionType }) => actionType === 'AWS::SNS::Topic');

const idOf = (stage: SynthesisedStage, { AlarmName = '' }: { readonly AlarmName?: string | undefined }): string =>
  AlarmName.replace(`cutaway-${stage.config.name}-`, '');

const runbooks = globSync('docs/runbooks/*.md', { cwd: committed('.') }).map(path => basename(path, '.md'));
const SECTIONS = ['What it means', 'Who is affected', 'Look here', 'Do this', 'Afterwards'];

describe.each(stages)('alarms of stage $name', stage => {
  it('reach somebody, or start and stop workers', () => {
    const types = alarmsOf(stage).map(({ path, actionType }) => [
      path,
      actionType === 'AWS::SNS::Topic' || actionType === 'AWS::ApplicationAutoScaling::ScalingPolicy',
    ]);
    expect(types.filter(([, isKnown]) => isKnown === false)).toEqual([]);
  });

  it('have one runbook each, and no runbook is left over but those of what the stage has not switched on', () => {
    expect(
      telling(stage)
        .map(alarm => idOf(stage, alarm))
        .sort(),
    ).toEqual(runbooks.filter(id => stage.config.inference.imageModel !== null || !id.startsWith('images-ranking-')).sort());
  });

  it('say how urgent they are, who is affected, and where their runbook is', () => {
    for (const alarm of telling(stage)) {
      expect(alarm.AlarmDescription).toMatch(/^\[(page|ticket)\] [A-Z].+\. Runbook: docs\/runbooks\//);
      expect(alarm.AlarmDescription).toContain(`docs/runbooks/${idOf(stage, alarm)}.md`);
      expect(alarm.OKActions).toHaveLength(1);
      expect(alarm.ActionsEnabled).toBe(stage.config.alarms.enabled);
    }
  });
});

describe.each(stages)('counted log lines of stage $name', stage => {
  it('are all looked at by an alarm', () => {
    const Filter = z.object({ MetricTransformations: z.tuple([z.object({ MetricNamespace: z.string(), MetricName: z.string() })]) });
    const watched = stage
      .resources('AWS::CloudWatch::Alarm')
      .map(({ Properties }) => `${String(Properties['Namespace'])} ${String(Properties['MetricName'])}`);
    const counted = stage.resources('AWS::Logs::MetricFilter').map(({ Properties }) => {
      const [{ MetricNamespace, MetricName }] = Filter.parse(Properties).MetricTransformations;
      return `${MetricNamespace} ${MetricName}`;
    });
    expect(counted.filter(metric => !watched.includes(metric))).toEqual([]);
    expect(counted.length).toBeGreaterThan(0);
  });
});

describe.each(runbooks)('the runbook %s', id => {
  it('answers the five questions of whoever is woken by it', () => {
    const headings = [...readFileSync(committed(`docs/runbooks/${id}.md`), 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(SECTIONS);
  });
});

describe.each(stages)('dashboards of stage $name', stage => {
  it('are no more than the three that cost nothing', () => {
    expect(stage.resources('AWS::CloudWatch::Dashboard').length).toBeLessThanOrEqual(3);
    expect(stage.resources('AWS::CloudWatch::Dashboard').length).toBeGreaterThan(0);
  });

  it('show log groups that exist', () => {
    const groups = new Set(stage.resources('AWS::Logs::LogGroup').map(({ Properties }) => Properties['LogGroupName']));
    const shown = stage
      .resources('AWS::CloudWatch::Dashboard')
      .flatMap(({ Properties }) => [...JSON.stringify(Properties).matchAll(/SOURCE '([^']+)'/g)].map(([, name]) => name));
    expect(shown.filter(name => !groups.has(name))).toEqual([]);
    expect(shown).not.toEqual([]);
  });
});

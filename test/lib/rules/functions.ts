import { globSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { committed } from '../../support/fixtures.ts';
import { statements } from '../support/policies.ts';
import { readable, refersTo, templateOf } from '../support/references.ts';
import { stages, type SynthesisedResource, type SynthesisedStage } from '../support/synthesised.ts';

const Function = z.object({
  FunctionName: z.string(),
  Role: z.unknown(),
  Timeout: z.int().positive().max(900),
  MemorySize: z.int().positive(),
  Architectures: z.tuple([z.enum(['arm64', 'x86_64'])]),
  Runtime: z.literal('nodejs24.x'),
  LoggingConfig: z.object({ LogGroup: z.unknown() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  ReservedConcurrentExecutions: z.undefined().optional(),
});

const functionsOf = (
  stage: SynthesisedStage,
): readonly { readonly at: SynthesisedResource; readonly name: string; readonly props: z.infer<typeof Function> }[] =>
  stage.resources('AWS::Lambda::Function').map(at => {
    const props = Function.parse(at.Properties);
    return { at, name: props.FunctionName.replace(/^cutaway-[^-]+-/, ''), props };
  });

/** What stands for a value that is known when the stage is deployed. */
const filledIn = (key: string, value: string): string => {
  if (!value.includes('<')) return value;
  if (key.endsWith('_ARN')) return 'arn:aws:states:us-east-1:000000000000:stateMachine:cutaway';
  return value
    .replaceAll(/<[^>]*>/g, key.endsWith('_URL') || key.endsWith('_ISSUER') ? 'example' : 'name')
    .replace(/^example$/, 'https://example.org');
};

/** Schemas of the functions' environments, by `<area>-<name>`. */
const environments = new Map<string, z.ZodType>(
  await Promise.all(
    globSync('functions/*/*.env.ts', { cwd: committed('.'), exclude: path => path.startsWith('functions/http/') }).map(async path => {
      const [, area = '', file = ''] = path.split('/');
      const exported: Record<string, unknown> = await import(committed(path));
      const schema = Object.values(exported).find(value => value instanceof z.ZodObject);
      if (schema === undefined) throw new Error(`${path} exports no schema`);
      return [`${area}-${file.replace(/\.env\.ts$/, '')}`, schema] as const;
    }),
  ),
);

describe.each(stages)('functions of stage $name', stage => {
  const functions = functionsOf(stage);

  it('are one for each handler there is', () => {
    const handlers = globSync('functions/*/*.handler.ts', { cwd: committed('.') }).map(path =>
      path
        .replace(/^functions\//, '')
        .replace(/\.handler\.ts$/, '')
        .replace('/', '-'),
    );
    expect(functions.map(({ name }) => name).sort()).toEqual(handlers.sort());
  });

  it('have a role each that no other function has', () => {
    const roles = functions.map(({ props }) => refersTo(props.Role));
    expect(roles).not.toContain(null);
    expect(new Set(roles).size).toBe(functions.length);
  });

  it('inherit no policy that AWS wrote', () => {
    const inherited = stage
      .resources('AWS::IAM::Role')
      .filter(
        ({ id, Properties }) => Properties['ManagedPolicyArns'] !== undefined && functions.some(({ props }) => refersTo(props.Role) === id),
      );
    expect(inherited.map(({ path }) => path)).toEqual([]);
  });

  it('write to a log group of their own, and may write to no other', () => {
    for (const { at, props } of functions) {
      const group = refersTo(props.LoggingConfig.LogGroup) ?? '';
      expect(stage.templates[at.stack]?.Resources[group]?.Type).toBe('AWS::Logs::LogGroup');
      const role = refersTo(props.Role);
      const writing = statements(stage).filter(
        ({ resource, Action }) =>
          Action.includes('logs:PutLogEvents') &&
          z
            .array(z.unknown())
            .parse(resource.Properties['Roles'] ?? [])
            .some(ref => refersTo(ref) === role),
      );
      expect(writing.flatMap(({ Resource }) => Resource.map(refersTo))).toEqual([group]);
    }
  });

  it('are given an environment that their own schema takes', () => {
    for (const { at, name, props } of functions) {
      const template = templateOf(stage, at.stack);
      const variables = Object.fromEntries(
        Object.entries(props.Environment.Variables).map(([key, value]) => [key, filledIn(key, readable(template, value))]),
      );
      expect({ name, problems: environments.get(name)?.safeParse(variables).error?.issues ?? [] }).toEqual({ name, problems: [] });
    }
  });

  it('name no fault or private origin in their environment but on a machine of a developer', () => {
    if (stage.local !== null) return;
    for (const { at, props } of functions) {
      const { CUTAWAY_FAULTS, PROVIDERS } = props.Environment.Variables;
      expect(CUTAWAY_FAULTS).toBeUndefined();
      if (PROVIDERS === undefined) continue;
      const settings: unknown = JSON.parse(readable(templateOf(stage, at.stack), PROVIDERS));
      expect(settings).toMatchObject({ privateOrigins: [], config: { contact: '<OperatorContact>' } });
    }
  });
});

describe.each(stages)('log groups of stage $name', stage => {
  it('forget after the time that the stage says', () => {
    const groups = stage.resources('AWS::Logs::LogGroup');
    expect(
      groups.filter(({ Properties }) => Properties['RetentionInDays'] !== stage.config.logs.retentionDays).map(({ path }) => path),
    ).toEqual([]);
  });
});

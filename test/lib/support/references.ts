import * as z from 'zod';
import type { SynthesisedStage, Template } from './synthesised.ts';

/** @param stack what it is: `stateful`, `app` … */
export const templateOf = ({ name, templates }: SynthesisedStage, stack: string): Template => {
  const template = templates[stack];
  if (template === undefined) throw new Error(`stage ${name} has no stack ${stack}`);
  return template;
};

const Ref = z.object({ Ref: z.string() }).transform(({ Ref }) => Ref);
const GetAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform(value => value['Fn::GetAtt'][0]);
const Target = z.union([Ref, GetAtt]);

/** @returns the logical id that a property refers to, or null */
export const refersTo = (value: unknown): string | null => {
  const parsed = Target.safeParse(value);
  return parsed.success ? parsed.data : null;
};

/** Names of values that a template reads from other stacks, by logical id of the parameter. */
export const sharedNames = (template: Template): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(template.Parameters).flatMap(([id, { Type, Default }]) =>
      Type === 'AWS::SSM::Parameter::Value<String>' && Default !== undefined && !Default.startsWith('/cdk-bootstrap/')
        ? [[id, Default.replace(/^\/cutaway\/[^/]+\//, '')] as const]
        : [],
    ),
  );

/** Whether a property names the stage's key: the key itself, or its ARN as another stack reads it. */
export const isOurKey = (stage: SynthesisedStage, stack: string, value: unknown): boolean => {
  const id = refersTo(value);
  if (id === null) return false;
  const template = templateOf(stage, stack);
  return template.Resources[id]?.Type === 'AWS::KMS::Key' || sharedNames(template).get(id) === 'key-arn';
};

/** A template's value as text, each reference in angle brackets: `<main-table-name>`, `<Key>`. */
export const readable = (template: Template, value: unknown): string => {
  const names = sharedNames(template);
  const named = (id: string): string => `<${names.get(id) ?? id}>`;
  const visit = (node: unknown): string => {
    if (typeof node !== 'object' || node === null) return String(node);
    const id = refersTo(node);
    if (id !== null) return named(id);
    const [[key, inner] = ['', '']] = Object.entries(node);
    if (key === 'Fn::Join' && Array.isArray(inner)) return (inner[1] as unknown[]).map(visit).join(String(inner[0]));
    return JSON.stringify(node);
  };
  return visit(value);
};

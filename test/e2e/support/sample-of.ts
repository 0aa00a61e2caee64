import fc from 'fast-check';
import * as z from 'zod';

/** The part of JSON Schema that our contract's schemas are written in. */
interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  /** Named schemas lie at the root and are pointed to. */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'nobody@e2e.example',
  uri: 'https://e2e.example/',
  'date-time': '2026-01-01T00:00:00.000Z',
};

const textOf = ({ format, pattern, minLength = 1 }: JsonSchema): string => {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known !== undefined) return known;
  if (pattern === undefined) return 'e'.repeat(Math.max(1, minLength));
  const [sample = ''] = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 });
  return sample;
};

const valueOf = (schema: JsonSchema, names: JsonSchema['$defs'] = schema.$defs): unknown => {
  if (schema.$ref !== undefined) return valueOf(names?.[schema.$ref.replace('#/$defs/', '')] ?? {}, names);
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [alternative] = schema.anyOf ?? schema.oneOf ?? [];
  if (alternative !== undefined) return valueOf(alternative, names);
  switch (schema.type ?? '') {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map(name => [name, valueOf(schema.properties?.[name] ?? {}, names)]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => valueOf(schema.items ?? {}, names));
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema);
    default:
      throw new Error(`no sample for ${JSON.stringify(schema)}`);
  }
};

/** @returns a value that a schema of the contract takes, the smallest there is, always the same */
export const sampleOf = (schema: z.ZodType): unknown => {
  const value = valueOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
  schema.parse(value);
  return value;
};

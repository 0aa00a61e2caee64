import { html, type Html, type HtmlValue } from '../../platform/html.ts';
import type { Schema } from './openapi-document.ts';

const nameOf = (ref: string): string => ref.replace('#/components/schemas/', '');

const reference = (ref: string): Html => html`<a href="#schema-${nameOf(ref)}">${nameOf(ref)}</a>`;

const joined = (parts: readonly Html[], between: string): Html =>
  html`${parts.map((part, index) => (index === 0 ? part : html`${between}${part}`))}`;

/** Bounds that are no more than what a safe integer is say nothing. */
const isTelling = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

const bounds = ({ minimum, maximum, minLength, maxLength }: Schema): string => {
  const from = isTelling(minimum) ? minimum : minLength;
  const to = isTelling(maximum) ? maximum : maxLength;
  const unit = minLength === undefined && maxLength === undefined ? '' : ' characters';
  if (from !== undefined && to !== undefined) return ` ${from}–${to}${unit}`;
  if (from !== undefined) return ` from ${from}${unit}`;
  return to === undefined ? '' : ` up to ${to}${unit}`;
};

/** @returns the type in one line; objects without a name are shown below it by `fieldsOf` */
export const typeOf = (schema: Schema): Html => {
  if (schema.$ref !== undefined) return reference(schema.$ref);
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined)
    return joined(
      schema.enum.map(value => html`<code>${JSON.stringify(value)}</code>`),
      ' | ',
    );
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return joined(alternatives.map(typeOf), ' or ');
  if (schema.type === 'array') return html`list of ${typeOf(schema.items ?? {})}`;
  const types = [schema.type ?? 'anything'].flat();
  return html`${types.map(type => (type === 'string' ? (schema.format ?? type) : type)).join(' or ')}${bounds(schema)}`;
};

const nested = (schema: Schema): HtmlValue => {
  if (schema.properties !== undefined) return fieldsOf(schema);
  if (schema.items !== undefined) return nested(schema.items);
  return (schema.anyOf ?? schema.oneOf ?? []).map(nested);
};

/** @returns the fields of an object, each with its type, and those of objects inside it */
export const fieldsOf = ({ properties = {}, required = [] }: Schema): Html =>
  html`<dl>
    ${Object.entries(properties).map(
      ([name, schema]) =>
        html`<dt>
            <code>${name}</code>${!required.includes(name) && html` <span class="soft">optional</span>`}
            <span class="type">${typeOf(schema)}</span>
            ${schema.default !== undefined && html`<span class="soft">default ${JSON.stringify(schema.default)}</span>`}
          </dt>
          <dd>${schema.description}${nested(schema)}</dd>`,
    )}
  </dl>`;

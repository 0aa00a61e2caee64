import { createHash } from 'node:crypto';
import { html, Html, type HtmlValue } from '../../platform/html.ts';
import { DOCS_STYLE } from './docs-style.ts';
import type { OpenApiDocument, Operation } from './openapi-document.ts';
import { fieldsOf, typeOf } from './schema-view.ts';

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const endpointsOf = ({ paths }: OpenApiDocument): readonly Endpoint[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

const byArea = (endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> =>
  Map.groupBy(endpoints, ({ operation }) => operation.tags[0] ?? 'other');

const content = (of: Operation['requestBody'] | Operation['responses'][string] | undefined): HtmlValue =>
  Object.entries(of?.content ?? {}).map(
    ([type, { schema = {} }]) =>
      html`<div class="body"><code>${type}</code> ${typeOf(schema)}${schema.properties !== undefined && fieldsOf(schema)}</div>`,
  );

const parameters = ({ parameters: all }: Operation): HtmlValue =>
  all.length > 0 &&
  html`<h4>Parameters</h4>
    <ul>
      ${all.map(
        ({ name, in: where, required, schema, description }) =>
          html`<li>
            <code>${name}</code> <span class="soft">in ${where}${!required && ', optional'}</span>
            <span class="type">${typeOf(schema)}</span> ${description}
          </li>`,
      )}
    </ul>`;

const isSuccess = (status: string): boolean => Number(status) < 400;

const answers = ({ responses }: Operation): Html => {
  const errors = Object.entries(responses).filter(([status]) => !isSuccess(status));
  return html`<h4>Answers</h4>
    ${Object.entries(responses)
      .filter(([status]) => isSuccess(status))
      .map(([status, response]) => html`<div class="answer"><b>${status}</b> ${content(response)}</div>`)}
    <details>
      <summary>${errors.length} kinds of errors</summary>
      <ul>
        ${errors.map(([status, { description }]) => html`<li><b>${status}</b> ${description.replaceAll('`', '')}</li>`)}
      </ul>
    </details>`;
};

const endpoint = ({ method, path, operation }: Endpoint): Html =>
  html`<article id="${operation.operationId}">
    <h3><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></h3>
    <p>${operation.summary}.${operation.security?.length === 0 && html` <span class="soft">No token needed.</span>`}</p>
    ${parameters(operation)}${
      operation.requestBody !== undefined &&
      html`<h4>Body</h4>
        ${content(operation.requestBody)}`
    }${answers(operation)}
  </article>`;

const contents = (areas: ReadonlyMap<string, readonly Endpoint[]>): Html =>
  html`<nav aria-label="Endpoints">
    ${[...areas].map(
      ([area, endpoints]) =>
        html`<h2><a href="#area-${area}">${area}</a></h2>
          <ul>
            ${endpoints.map(
              ({ method, path, operation }) =>
                html`<li>
                  <a href="#${operation.operationId}" title="${operation.summary}"
                    ><span class="method ${method.toLowerCase()}">${method}</span> ${path.replace('/v1', '')}</a
                  >
                </li>`,
            )}
          </ul>`,
    )}
  </nav>`;

/** @returns the contract as one page that needs nothing else: no script, no request, good in light and dark and on a phone */
export const docsPage = (document: OpenApiDocument): string => {
  const areas = byArea(endpointsOf(document));
  const hash = createHash('sha256').update(DOCS_STYLE).digest('base64');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${document.info.title} API</title>
        ${Html.style(DOCS_STYLE)}
      </head>
      <body>
        ${contents(areas)}
        <main>
          <h1>${document.info.title} API, version ${document.info.version}</h1>
          <p>${document.info.description}</p>
          <p>
            The same as a document: <a href="openapi.json">OpenAPI 3.1</a>. Send <code>Authorization: Bearer</code> with an access token or
            an API key. Errors are <code>application/problem+json</code>; their <code>code</code> is stable.
          </p>
          ${[...areas].map(
            ([area, endpoints]) =>
              html`<section id="area-${area}">
                <h2>${area}</h2>
                ${endpoints.map(endpoint)}
              </section>`,
          )}
          <section id="schemas">
            <h2>Schemas</h2>
            ${Object.entries(document.components.schemas).map(
              ([name, schema]) =>
                html`<article id="schema-${name}">
                  <h3>${name}</h3>
                  <p>${schema.description}</p>
                  ${schema.properties === undefined ? typeOf(schema) : fieldsOf(schema)}
                </article>`,
            )}
          </section>
        </main>
      </body>
    </html> `;
  return String(page);
};

// The API's own description, readable without a network: openapi.json as a page.

import { get } from '../api.ts';
import { h, joined, type Child } from '../dom.ts';
import type { View, Visit } from '../view.ts';
import { many } from '../words.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  items?: Schema;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  additionalProperties?: unknown;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}
interface Operation {
  summary?: string;
  description?: string;
  operationId?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { description?: string; content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
}
interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export async function docs(visit: Visit): Promise<View> {
  const api = await get<OpenApi>('/openapi.json', { as_of: null }, visit.signal);
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => (methods[method] ? [{ path, method, operation: methods[method] }] : [])),
  );
  const schemas = Object.entries(api.components?.schemas ?? {});
  const node = h(
    'article',
    { class: 'page docs' },
    h('h1', null, 'The API'),
    h(
      'p',
      { class: 'hint' },
      `${api.info.title} ${api.info.version}, OpenAPI ${api.openapi}. `,
      h('a', { href: '/api/v1/openapi.json', download: true }, 'openapi.json'),
    ),
    api.info.description ? h('p', null, api.info.description) : null,
    h('h2', null, many(operations.length, 'way to ask', 'ways to ask')),
    operations.map(one),
    schemas.length > 0
      ? [
          h('h2', null, many(schemas.length, 'shape')),
          schemas.map(([name, schema]) =>
            h(
              'details',
              { class: 'operation', id: `shape-${name}` },
              h('summary', null, h('span', { class: 'code' }, name)),
              schema.description ? h('p', null, schema.description) : null,
              properties(schema),
            ),
          ),
        ]
      : null,
  );
  return { title: 'API', node };
}

function one({ path, method, operation }: { path: string; method: string; operation: Operation }): HTMLElement {
  const bodies = Object.entries(operation.requestBody?.content ?? {});
  return h(
    'details',
    { class: 'operation' },
    h(
      'summary',
      null,
      h('span', { class: 'method' }, method.toUpperCase()),
      ' ',
      h('span', { class: 'code' }, path),
      ' ',
      h('span', { class: 'faint' }, operation.summary ?? ''),
    ),
    operation.description ? h('p', null, operation.description) : null,
    (operation.parameters ?? []).length > 0
      ? [
          h('h3', null, 'Parameters'),
          h(
            'dl',
            { class: 'facts' },
            (operation.parameters ?? []).map((each) =>
              h(
                'div',
                null,
                h('dt', { class: 'code' }, each.name),
                h(
                  'dd',
                  null,
                  shape(each.schema),
                  h('span', { class: 'faint' }, ` ${each.in}${each.required ? ', required' : ''} `),
                  each.description ?? '',
                ),
              ),
            ),
          ),
        ]
      : null,
    bodies.length > 0
      ? [
          h('h3', null, 'Body'),
          operation.requestBody?.description ? h('p', null, operation.requestBody.description) : null,
          bodies.map(([type, body]) => h('p', null, h('span', { class: 'code' }, type), ' ', shape(body.schema))),
        ]
      : null,
    h('h3', null, 'Answers'),
    h(
      'dl',
      { class: 'facts' },
      Object.entries(operation.responses ?? {}).map(([code, response]) =>
        h(
          'div',
          null,
          h('dt', { class: 'code' }, code),
          h(
            'dd',
            null,
            response.description ?? '',
            ' ',
            joined(
              Object.entries(response.content ?? {}).map(
                ([type, body]) => [h('span', { class: 'code' }, type), ' ', shape(body.schema)] as Child,
              ),
              ', ',
            ),
          ),
        ),
      ),
    ),
  );
}

/** A schema in a few words, with a link to the shapes it names. */
function shape(schema: Schema | undefined): Child {
  if (!schema) return null;
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return h('a', { href: `#shape-${name}`, class: 'code' }, name);
  }
  const several = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (several) return joined(several.map(shape), ' or ');
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(' or ');
  if (schema.items) return ['list of ', shape(schema.items)];
  return [
    Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything'),
    schema.format ? ` (${schema.format})` : null,
  ];
}

function properties(schema: Schema): Child {
  const all = Object.entries(schema.properties ?? {});
  if (all.length === 0) return h('p', null, shape(schema));
  return h(
    'dl',
    { class: 'facts' },
    all.map(([name, each]) =>
      h(
        'div',
        null,
        h('dt', { class: 'code' }, name),
        h(
          'dd',
          null,
          shape(each),
          schema.required?.includes(name) ? null : h('span', { class: 'faint' }, ' may be absent'),
          each.description ? ` ${each.description}` : null,
        ),
      ),
    ),
  );
}

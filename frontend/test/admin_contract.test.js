/** The forms of the administration have every field that the API takes, with the API's limits, and a name in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { blank, editable, fieldsOf, linksOf, pathsOf } from '../js/admin/describe.js';
import { RESOURCES, resourceAt, resourceOf } from '../js/admin/resources/index.js';
import { MASTER_PAGES, PBX_PAGES } from '../js/state/admin_pages.js';

const read = (name) => JSON.parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'));
const contract = read('../../openapi/openapi.json');
const texts = read('../locales/ja.json');
const schemas = contract.components.schemas;
const nameOf = (schema) => schema?.$ref?.split('/').at(-1) ?? '';

/** Changes of the configuration that are no item of a table: pages of their own. */
const PAGES_OF_THEIR_OWN = new Set(['PUT /api/holidays', 'PUT /api/trunks', 'PUT /api/statuses']);

/** All parts of a schema's alternatives, with the references resolved. */
function parts(schema) {
  if (!schema) return [];
  if (schema.$ref) return parts(schemas[nameOf(schema)]);
  const inner = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap(parts);
  return [{ ...schema, oneOf: undefined, anyOf: undefined }, ...inner];
}

const found = (schema, key) => parts(schema).map((part) => part[key]).find((value) => value !== undefined);

const operations = Object.entries(contract.paths).flatMap(([address, methods]) => Object.entries(methods)
  .filter(([method, operation]) => ['post', 'put', 'patch', 'delete'].includes(method) && operation.tags?.includes('masters'))
  .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${address}`, address, method, body: nameOf(operation.requestBody?.content['application/json'].schema) })));

test('whatever can be changed has a page', () => {
  const full = RESOURCES.filter((resource) => resource.schemas.length > 0);
  for (const { name, address, body } of operations) {
    if (PAGES_OF_THEIR_OWN.has(name)) continue;
    const resource = full.find(({ api }) => address === `/api${api}` || address === `/api${api}/{key}`);
    assert.ok(resource, `${name} has no form: describe it in js/admin/resources`);
    if (body) assert.ok(resource.schemas.includes(body), `${name} takes ${body}, which the description of ${resource.name} does not name`);
  }
  assert.ok(operations.length > 25);
});

function checkLimits(field, property, at) {
  if (field.kind === 'number') assert.deepEqual([field.min, field.max], [found(property, 'minimum') ?? 0, found(property, 'maximum')], at);
  if (field.maxLength) assert.equal(field.maxLength, found(property, 'maxLength') ?? field.maxLength, at);
  if (field.kind === 'choice') assert.deepEqual([...field.options].sort(), [...found(property, 'enum')].sort(), at);
  if (field.kind === 'checks') for (const option of field.options) assert.ok(found(found(property, 'items'), 'enum').includes(option), `${at} ${option}`);
}

/** Catalogue keys that a field needs besides its name. */
function wordsOf(field) {
  const words = ['target', 'action', 'keys'].includes(field.kind) ? 'target' : field.words ?? field.name;
  const none = field.none ?? field.nullable;
  if (field.groups) assert.deepEqual(field.groups.flat().sort(), [...field.options].sort());
  return [
    ...(field.options ?? []).map((option) => `admin.option.${words}.${option}`),
    ...(field.unit ? [`admin.unit.${field.unit}`, `admin.unit_name.${field.unit}`] : []),
    ...(none ? [`admin.none.${none}`] : []),
    ...(field.groups ?? []).map((_, at) => `admin.group.${field.words}.${at + 1}`),
  ];
}

for (const resource of RESOURCES.filter(({ schemas: names }) => names.length > 0)) {
  const fields = fieldsOf(resource);
  const named = new Map(fields.flatMap((field) => (field.name === '' ? field.parts.map((part) => [part, null]) : [[field.name, field]])));

  test(`the form of ${resource.name} has every field that the API takes`, () => {
    for (const schema of resource.schemas) {
      for (const name of Object.keys(schemas[schema].properties)) assert.ok(named.has(name), `${schema}.${name} is in no form: a line in js/admin/resources and its name in the catalogues`);
    }
    const known = new Set([...resource.schemas.flatMap((schema) => Object.keys(schemas[schema].properties)), ...(resource.write === 'upload' ? [resource.key] : [])]);
    for (const name of named.keys()) assert.ok(known.has(name), `the API takes no ${resource.name}.${name}`);
  });

  test(`the form of ${resource.name} has the limits and defaults of the API`, () => {
    const schema = schemas[resource.schemas[0]];
    for (const [name, field] of named) {
      if (!schema.properties[name] || !field) continue;
      checkLimits(field, schema.properties[name], `${resource.name}.${name}`);
      const initial = found(schema.properties[name], 'default');
      if (initial !== undefined) assert.deepEqual(blank(resource)[name], initial, `what a new ${resource.name}.${name} begins with`);
    }
  });

  test(`everything of ${resource.name} has a name`, () => {
    const wanted = [`admin.table.${resource.name}`, `title.${resource.page}`, ...resource.sections.map(({ name }) => `admin.section.${name}`)];
    for (const name of [...resource.columns, ...fields.map((field) => field.name || 'target')]) wanted.push(`admin.field.${resource.name}.${name}`);
    for (const field of fields) wanted.push(...wordsOf(field));
    if (!resource.fixedSet && !resource.single) wanted.push(`admin.ask.delete.${resource.name}`);
    assert.deepEqual(wanted.filter((key) => !(key in texts)), []);
  });
}

test('parts of items are whole, too', () => {
  const option = (table, name) => fieldsOf(resourceOf(table)).find((field) => field.name === name);
  const properties = (schema) => Object.keys(schemas[schema].properties).sort();
  for (const name of ['overflow_wait', 'overflow_full', 'overflow_nobody']) assert.deepEqual([...option('groups', name).options].sort(), properties('SiteOverflow'));
  for (const name of ['keys', 'otherwise']) assert.deepEqual([...option('menus', name).options, 'prompts'].sort(), properties('SiteAction'));
  assert.deepEqual(properties('SiteMember'), ['tier', 'user']);
  assert.deepEqual(properties('SiteHours'), ['exceptions', 'friday', 'holidays', 'monday', 'saturday', 'sunday', 'thursday', 'tuesday', 'wednesday']);
  assert.deepEqual([...new Set(fieldsOf(resourceOf('permission_sets')).find((field) => field.words === 'permission').options)].sort(), [...schemas.Permission.enum].sort());
});

test('each page of the menus is there, and no description without one', () => {
  const own = new Set(['/masters/audit', '/masters/sessions', '/pbx/holidays']);
  const pages = [...MASTER_PAGES, ...PBX_PAGES].map(({ path: page }) => page);
  for (const page of pages) assert.ok(own.has(page) || resourceAt(page), page);
  for (const { page } of RESOURCES) assert.ok(pages.includes(page), page);
});

test('texts of fields belong to a field', () => {
  const known = new Set(RESOURCES.flatMap((resource) => [...resource.columns, ...fieldsOf(resource).flatMap((field) => [...pathsOf(field), field.name || 'target'])].map((name) => `${resource.name}.${name}`)));
  for (const key of Object.keys(texts)) {
    const [, of] = /^admin\.(?:field|hint)\.(.+)$/.exec(key) ?? [];
    if (of) assert.ok(known.has(of), `${key} belongs to no field`);
  }
});

test('a form edits what it shows and nothing else', () => {
  const item = { id: 'a', name: 'b', state: 'up', host: 'h', preset: 'itsp' };
  const edited = editable(resourceOf('trunks'), item);
  assert.equal(edited.host, 'h');
  assert.equal(edited.password, '');
  assert.ok(!('state' in edited));
});

test('a form knows the tables that it chooses from', () => {
  assert.deepEqual(linksOf(resourceOf('groups')).sort(), ['announcements', 'groups', 'mailboxes', 'users']);
  assert.deepEqual(linksOf(resourceOf('routes')).sort(), ['extensions', 'groups', 'menus']);
  assert.deepEqual(linksOf(resourceOf('menus')).sort(), ['announcements', 'extensions', 'groups', 'mailboxes', 'menus']);
});

/** Deleting: asks, offers a replacement where there can be one, and tells what stands in the way (F9.1). */

/** @import { Item, Resource } from './describe.js' */

import { ApiError } from '../api/client.js';
import { sentence } from '../app.js';
import { ask } from '../components/admin/dialog.js';
import { t } from '../i18n.js';
import { obstacles } from '../state/obstacles.js';
import { labelOf } from './describe.js';
import { resourceOf } from './resources/index.js';
import { remove, sourcesOf } from './store.js';
import { fieldLabel, itemName } from './words.js';

/**
 * @param {Resource} resource
 * @param {Item} item
 * @param {Item[]} items all of the table, to replace it
 * @param {import('./store.js').Sources} sources
 * @returns {Promise<import('./store.js').Saved | null>} null: it is still there
 */
export async function removal(resource, item, items, sources) {
  const name = itemName(resource, item, sources);
  const others = resource.replaceable ? items.filter((one) => one !== item) : [];
  const answer = await ask({
    title: t('admin.ask.delete', { name }),
    text: t(`admin.ask.delete.${resource.name}`),
    confirm: t('admin.delete'),
    danger: true,
    ...(others.length > 0 ? { choice: {
      label: t('admin.ask.replacement'),
      options: [{ value: '', label: t('admin.ask.no_replacement') }, ...others.map((one) => ({ value: String(one[resource.key]), label: labelOf(resource, one) }))],
    } } : {}),
  });
  if (!answer) return null;
  try {
    return await remove(resource, String(item[resource.key]), answer.choice);
  } catch (error) {
    await ask({ title: t('admin.ask.refused', { name }), text: error instanceof ApiError ? error.detail : sentence(error), lines: await inTheWay(error, resource, item) });
    return null;
  }
}

/**
 * @param {unknown} error
 * @param {Resource} resource
 * @param {Item} item
 * @returns {Promise<string[]>}
 */
export async function inTheWay(error, resource, item) {
  if (!(error instanceof ApiError)) return [];
  const tables = [...new Set(error.faults.map((fault) => fault.field.split('.')[0] ?? ''))].filter((table) => /^[a-z_]+$/.test(table));
  try {
    const sources = await sourcesOf(tables);
    const lists = Object.fromEntries(tables.map((table) => [table, { key: resourceOf(table).key, items: sources[table] ?? null }]));
    return obstacles(error.faults, lists, { table: resource.name, key: item[resource.key] })
      .map(({ table, name, field }) => t(name ? 'admin.obstacle' : 'admin.obstacle_single', { table: t(`admin.table.${table}`), name, field: fieldLabel(table, field) }));
  } catch (reading) {
    return error.faults.map((fault) => fault.field);
  }
}

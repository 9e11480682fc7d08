/** A table of what is configured: search, order by any column, one row per item. */

/** @import { Item, Resource } from '../../admin/describe.js' */
/** @import { Sources } from '../../admin/store.js' */

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { fieldsOf, movables } from '../../admin/describe.js';
import { columnText, fieldLabel, itemName } from '../../admin/words.js';
import { t } from '../../i18n.js';
import { byName } from '../../state/collation.js';
import { icon } from '../icons.js';

/**
 * @typedef {object} TableState
 * @property {string} search
 * @property {string} column by which it is ordered, "" as it comes
 * @property {number} direction 1 or -1
 */

/**
 * @typedef {object} TableActions
 * @property {(text: string) => void} search
 * @property {(column: string) => void} sort
 * @property {(item: Item) => void} remove
 * @property {(item: Item, by: number) => void} move
 */

const inOrder = byName('together');

/**
 * @param {Resource} resource
 * @param {Item[]} items in their own order
 * @param {Sources} sources
 * @param {TableState} state
 * @returns {Item[]} what is shown
 */
export function shownItems(resource, items, sources, { search, column, direction }) {
  const wanted = search.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  const texts = new Map(items.map((item) => [item, Object.fromEntries(resource.columns.map((name) => [name, columnText(resource, name, item, sources)]))]));
  const found = items.filter((item) => {
    // A number is found as it is shown and as it is dialled.
    const all = [...Object.values(texts.get(item) ?? {}), ...resource.columns.map((name) => String(item[name] ?? ''))].join('\n').normalize('NFKC').toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
  if (!column) return resource.order && !resource.movable ? found.sort(resource.order) : found;
  /** @param {Item} a @param {Item} b */
  const compare = (a, b) => (typeof a[column] === 'number' ? a[column] - b[column] : inOrder(texts.get(a)?.[column] ?? '', texts.get(b)?.[column] ?? ''));
  return found.sort((a, b) => compare(a, b) * direction);
}

/** @param {Resource} resource @param {string} name */
const isNumber = (resource, name) => name === 'duration_ms' || name === 'calls' || fieldsOf(resource).some((field) => field.name === name && field.kind === 'number');

/**
 * @param {Resource} resource
 * @param {string} name
 * @param {TableState} state
 * @param {TableActions} actions
 */
function heading(resource, name, state, actions) {
  const by = state.column === name;
  const direction = state.direction > 0 ? 'ascending' : 'descending';
  return html`<th scope="col" class=${isNumber(resource, name) ? 'end' : ''} aria-sort=${by ? direction : nothing}>
    <button type="button" class="sort" data-sort=${name} @click=${() => actions.sort(name)}>${fieldLabel(resource.name, name)}${by ? icon(state.direction > 0 ? 'up' : 'down') : nothing}</button></th>`;
}

/**
 * @param {Resource} resource
 * @param {Item[]} items
 * @param {Sources} sources
 * @param {TableState} state
 * @param {TableActions} actions
 */
export function adminTable(resource, items, sources, state, actions) {
  const shown = shownItems(resource, items, sources, state);
  const order = movables(resource, items);
  return html`<div class="admin-tools" role="search">
      <label class="admin-search"><span class="visually-hidden">${t('admin.search')}</span>${icon('search')}<input type="search" name="search" autocomplete="off"
        placeholder=${t('admin.search')} .value=${state.search} @input=${(/** @type {Event} */ event) => actions.search(/** @type {HTMLInputElement} */ (event.currentTarget).value)}></label>
      <span class="muted" role="status" data-item="count">${t('admin.count', { shown: shown.length, all: items.length })}</span>
    </div>
    <section class="panel">${shown.length === 0
      ? html`<p class="loading" data-item="empty">${t(items.length === 0 ? 'admin.empty' : 'admin.not_found')}</p>`
      : html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t(`title.${resource.page}`)}><table class="history admin-table">
          <thead><tr>${resource.movable ? html`<th scope="col">${t('admin.order')}</th>` : nothing}
            ${resource.columns.map((name) => heading(resource, name, state, actions))}<th scope="col"><span class="visually-hidden">${t('admin.actions')}</span></th></tr></thead>
          <tbody>${repeat(shown, (item) => item[resource.key], (item) => row(resource, item, sources, { actions, order, fixed: state.column !== '' || state.search !== '' }))}</tbody>
        </table></div>`}</section>`;
}

/**
 * @param {Resource} resource
 * @param {Item} item
 * @param {Sources} sources
 * @param {{ actions: TableActions, order: Item[], fixed: boolean }} more `order`: those that can be moved; `fixed`: the order on the screen is not the one that counts
 */
function row(resource, item, sources, { actions, order, fixed }) {
  const key = String(item[resource.key]);
  const name = itemName(resource, item, sources);
  const removable = !resource.fixedSet && (resource.removable?.(item) ?? true);
  /** @param {string} column @param {number} at */
  const cell = (column, at) => {
    const text = columnText(resource, column, item, sources);
    if (at === 0) {
      return html`<th scope="row"><a class="row-link" href=${`${resource.page}?edit=${encodeURIComponent(key)}`} data-link>${text || key}</a></th>`;
    }
    return html`<td data-item=${column} class=${isNumber(resource, column) ? 'end digits' : ''} title=${text}>${content(resource, column, item, text)}</td>`;
  };
  return html`<tr data-key=${key} @keydown=${(/** @type {KeyboardEvent} */ event) => moveKey(event, (by) => !fixed && resource.movable && actions.move(item, by))}>
    ${resource.movable ? html`<td class="order">${order.includes(item) ? html`<span class="digits">${order.indexOf(item) + 1}</span>${[-1, 1].map((by) => moveButton(item, by, name, { actions, order, fixed }))}` : nothing}</td>` : nothing}
    ${resource.columns.map(cell)}
    <td class="row-actions"><a class="button quiet" href=${`${resource.page}?edit=${encodeURIComponent(key)}`} data-link aria-hidden="true" tabindex="-1">${t('admin.edit')}</a>
      ${resource.fixedSet ? nothing : html`<button type="button" class="quiet" data-action="delete" ?disabled=${!removable} aria-label=${t('admin.delete_item', { name })}
        @click=${() => actions.remove(item)}>${t('admin.delete')}</button>`}</td></tr>`;
}

/** @param {Resource} resource @param {string} column @param {Item} item @param {string} text */
function content(resource, column, item, text) {
  if (column === 'colour') return html`<span class="swatch" data-status=${item.id}></span><span class="digits">${text}</span>`;
  if (column === 'state') return html`<span class="state" data-state=${item.state}>${text}</span>`;
  return text;
}

/**
 * @param {Item} item
 * @param {number} by
 * @param {string} name
 * @param {{ actions: TableActions, order: Item[], fixed: boolean }} more
 */
function moveButton(item, by, name, { actions, order, fixed }) {
  const to = order.indexOf(item) + by;
  return html`<button type="button" class="quiet icon-only" data-move=${by} ?disabled=${fixed || to < 0 || to >= order.length}
    aria-label=${t(by < 0 ? 'admin.up_item' : 'admin.down_item', { name })} @click=${() => actions.move(item, by)}>${icon(by < 0 ? 'up' : 'down')}</button>`;
}

/** Alt with an arrow moves. @param {KeyboardEvent} event @param {(by: number) => void} move */
export function moveKey(event, move) {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  move(event.key === 'ArrowUp' ? -1 : 1);
}

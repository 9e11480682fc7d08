/** The page with the table of one kind of item. */

/** @import { Item, Resource } from './describe.js' */
/** @import { Sources } from './store.js' */
/** @import { TableState } from '../components/admin/table.js' */

import { html, nothing } from 'lit-html';
import { has, t } from '../i18n.js';
import { sentence } from '../app.js';
import { adminTable } from '../components/admin/table.js';
import { icon } from '../components/icons.js';
import { moved } from '../state/draft.js';
import { movables } from './describe.js';
import { say, sayApplied, saidNothing } from './frame.js';
import { removal } from './removal.js';
import { reloadStatuses } from './statuses.js';
import { list, order } from './store.js';

/** How often a table is read again that shows what changes by itself. */
const LIVE_MS = 5000;

/** Search and order of each table, kept while other pages are looked at. @type {Map<string, TableState>} */
const states = new Map();
/** The item that was edited last: its row has the focus when one is back. */
let last = '';

/** @param {string} key */
export function cameFrom(key) {
  last = key;
}

export class ListPage {
  /** @param {{ resource: Resource, items: Item[], sources: Sources, draw: () => void }} parts */
  constructor({ resource, items, sources, draw }) {
    this.resource = resource;
    this.items = items;
    this.sources = sources;
    this.draw = draw;
    this.busy = false;
    this.timer = resource.live ? setInterval(() => void this.refresh(), LIVE_MS) : 0;
    /** @type {TableState} */
    this.state = states.get(resource.page) ?? { search: '', column: '', direction: 1 };
  }

  /** @param {Partial<TableState>} change */
  change(change) {
    this.state = { ...this.state, ...change };
    states.set(this.resource.page, this.state);
    this.draw();
  }

  /** @param {string} column */
  sort(column) {
    const by = this.state.column === column;
    // Up, down, and as it was.
    if (by && this.state.direction < 0) this.change({ column: '', direction: 1 });
    else this.change({ column, direction: by ? -1 : 1 });
  }

  /** @param {Item} item */
  async remove(item) {
    saidNothing();
    const saved = await removal(this.resource, item, this.items, this.sources);
    if (!saved) return;
    sayApplied(saved, 'deleted');
    await this.reload();
    if (this.resource.name === 'statuses') await reloadStatuses();
  }

  /** @param {Item} item @param {number} by */
  async move(item, by) {
    const { key } = this.resource;
    const list = movables(this.resource, this.items);
    const wanted = moved(list, list.indexOf(item), by);
    if (this.busy || wanted === list) return;
    this.busy = true;
    const before = this.items;
    // Each into the next of the places that they have together.
    const places = [...wanted];
    this.items = before.map((one) => (list.includes(one) ? places.shift() ?? one : one));
    this.draw();
    this.focus(item, by);
    try {
      sayApplied(await order(this.resource, wanted.map((one) => String(one[key]))), 'moved');
    } catch (error) {
      this.items = before;
      say('error', sentence(error));
    }
    if (this.resource.name === 'statuses') await reloadStatuses();
    this.busy = false;
    this.draw();
    this.focus(item, by);
  }

  /** The row has moved in the document and lost the focus. @param {Item} item @param {number} by */
  focus(item, by) {
    const row = document.querySelector(`tr[data-key="${CSS.escape(String(item[this.resource.key]))}"]`);
    /** @type {HTMLElement | null | undefined} */
    const button = row?.querySelector(`[data-move="${by}"]:not(:disabled)`) ?? row?.querySelector('[data-move]:not(:disabled)');
    button?.focus();
  }

  async reload() {
    try {
      this.items = await list(this.resource);
    } catch (error) {
      say('error', sentence(error));
    }
    this.draw();
  }

  /** Quietly: what was asked for by nobody is not told when it fails. */
  async refresh() {
    if (this.busy || document.hidden) return;
    const before = this.items;
    const items = await list(this.resource).catch(() => before);
    if (this.busy || this.items !== before) return;
    this.items = items;
    this.draw();
  }

  /** @param {HTMLElement} root */
  arrived(root) {
    const row = last && root.querySelector(`tr[data-key="${CSS.escape(last)}"] .row-link`);
    last = '';
    if (row instanceof HTMLElement) row.focus();
  }

  left() {
    clearInterval(this.timer);
    saidNothing();
  }

  get dirty() {
    return false;
  }

  async mayLeave() {
    return true;
  }

  content() {
    const { resource } = this;
    const full = resource.most !== undefined && this.items.filter((item) => resource.removable?.(item) ?? true).length >= resource.most;
    return {
      title: t(`title.${resource.page}`),
      tools: resource.fixedSet ? nothing : html`<a class=${full ? 'button primary disabled' : 'button primary'} href=${full ? nothing : `${resource.page}?new`} data-link=${full ? nothing : ''} data-action="new"
        aria-disabled=${full ? 'true' : nothing} role=${full ? 'link' : nothing}>${icon('plus')}<span>${t('admin.new')}</span></a>`,
      body: html`${has(`admin.about.${resource.page}`) ? html`<p class="about">${t(`admin.about.${resource.page}`)}</p>` : nothing}
        ${adminTable(resource, this.items, this.sources, this.state, {
          search: (text) => this.change({ search: text }),
          sort: (column) => this.sort(column),
          remove: (item) => void this.remove(item),
          move: (item, by) => void this.move(item, by),
        })}`,
    };
  }
}

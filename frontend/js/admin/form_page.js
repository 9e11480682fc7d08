/** The page with the form of one item. */

/** @import { Item, Resource } from './describe.js' */
/** @import { Sources } from './store.js' */
/** @import { Fault } from '../state/draft.js' */

import { html, nothing } from 'lit-html';
import { ApiError } from '../api/client.js';
import { app, sentence } from '../app.js';
import { beside } from '../components/admin/beside.js';
import { forgetTargets } from '../components/admin/calls.js';
import { ask } from '../components/admin/dialog.js';
import { adminForm, otherFaults } from '../components/admin/form.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { faultsBelow, same, withValue } from '../state/draft.js';
import { blank, editable, fieldsOf } from './describe.js';
import { say, sayApplied, saidNothing } from './frame.js';
import { cameFrom } from './list_page.js';
import { inTheWay, removal } from './removal.js';
import { reloadStatuses } from './statuses.js';
import { save } from './store.js';
import { itemName } from './words.js';

export class FormPage {
  /** @param {{ resource: Resource, items: Item[], sources: Sources, key: string | null, draw: () => void }} parts */
  constructor({ resource, items, sources, key, draw }) {
    this.resource = resource;
    this.items = items;
    this.sources = sources;
    this.draw = draw;
    this.key = key ?? '';
    /** The item as the API has it. @type {Item | null} */
    this.stored = key === null ? null : items.find((item) => resource.single || String(item[resource.key]) === key) ?? null;
    this.missing = key !== null && this.stored === null;
    /** @type {Item} */
    this.before = this.stored ? this.begun(this.stored) : blank(resource);
    /** @type {Item} */
    this.item = this.before;
    /** @type {Fault[]} */
    this.faults = [];
    /** @type {unknown} */
    this.failure = null;
    /** @type {string[]} */
    this.notes = [];
    this.busy = false;
    this.saved = false;
    this.warn = (/** @type {BeforeUnloadEvent} */ event) => {
      if (this.dirty) event.preventDefault();
    };
    addEventListener('beforeunload', this.warn);
  }

  /** @param {Item} item @returns {Item} */
  begun(item) {
    return { ...editable(this.resource, item), ...(this.resource.name === 'statuses' ? { id: item.id } : {}) };
  }

  get dirty() {
    return !same(this.before, this.item);
  }

  /** @param {string} path @param {unknown} value */
  set(path, value) {
    this.item = { ...withValue(this.item, path, value), ...this.started(path, value) };
    // What is being mended is no longer told to be wrong.
    const mended = new Set(faultsBelow(this.faults, path));
    if (mended.size > 0) this.faults = this.faults.filter((fault) => !mended.has(fault));
    this.draw();
  }

  /** What a chosen preset sets; the user sees it and can change it. @param {string} path @param {unknown} value @returns {Item} */
  started(path, value) {
    const field = fieldsOf(this.resource).find((one) => one.name === path && one.starts);
    const preset = field && this.sources[field.link ?? '']?.find((one) => one.id === value);
    const names = fieldsOf(this.resource).map(({ name }) => name);
    return Object.fromEntries(Object.entries(preset?.values ?? {}).filter(([name]) => names.includes(name) && name !== path));
  }

  async submit() {
    if (this.stored && !this.dirty && !this.resource.write) {
      this.saved = true;
      say('info', t('admin.nothing_changed'));
      this.close(this.key);
      return;
    }
    this.busy = true;
    this.draw();
    try {
      const saved = await save(this.resource, this.stored && this.before, this.item, this.key);
      this.before = this.item;
      this.saved = true;
      sayApplied(saved, 'saved');
      if (this.resource.name === 'statuses') await reloadStatuses();
      this.close(saved.key || String(this.item[this.resource.key] ?? this.key));
    } catch (error) {
      this.busy = false;
      await this.refused(error);
    }
  }

  /** @param {unknown} error */
  async refused(error) {
    this.failure = error;
    this.faults = error instanceof ApiError ? error.faults : [];
    this.notes = [];
    const others = otherFaults(this.resource, this.form());
    if (others.length > 0 && error instanceof ApiError) {
      const own = others.filter((fault) => !/^[a-z_]+\.\d+/.test(fault.field)).map((fault) => [fault.field, fault.message ?? fault.code].filter(Boolean).join(': '));
      const foreign = new ApiError(error.status, error.code, '', { detail: '', faults: others.filter((fault) => /^[a-z_]+\.\d+/.test(fault.field)) });
      this.notes = [...own, ...(await inTheWay(foreign, this.resource, {}))];
    }
    this.draw();
    const first = document.querySelector('.admin-form [aria-invalid="true"]') ?? document.querySelector('.form-failure');
    if (first instanceof HTMLElement) first.focus();
  }

  async remove() {
    if (!this.stored) return;
    const saved = await removal(this.resource, this.stored, this.items, this.sources);
    if (!saved) return;
    this.item = this.before;
    this.saved = true;
    sayApplied(saved, 'deleted');
    if (this.resource.name === 'statuses') await reloadStatuses();
    this.close('');
  }

  /** Back to the table. @param {string} key whose row gets the focus */
  close(key) {
    cameFrom(key);
    app.navigate(this.resource.page);
  }

  /** @param {HTMLElement} root */
  arrived(root) {
    if (this.missing) {
      this.saved = true;
      say('error', t('admin.gone', { name: this.key }));
      this.close('');
      return;
    }
    /** @type {HTMLElement | null} */
    const place = this.stored ? root.querySelector('h1') : root.querySelector('.admin-form :is(input, select):not(:disabled)');
    place?.focus();
  }

  left() {
    // What became of the change is told on the page that follows.
    if (!this.saved) saidNothing();
    forgetTargets();
    removeEventListener('beforeunload', this.warn);
  }

  async mayLeave() {
    if (!this.dirty || !app.session) return true;
    return (await ask({ title: t('admin.ask.leave'), text: t('admin.ask.leave_text'), confirm: t('admin.ask.discard'), danger: true })) !== null;
  }

  form() {
    return {
      table: this.resource.name, item: this.item, fresh: this.stored === null, sources: this.sources, faults: this.faults,
      set: (/** @type {string} */ path, /** @type {unknown} */ value) => this.set(path, value),
    };
  }

  /** What became of the last attempt to save, and what no field can show. */
  refusal() {
    if (!this.failure) return nothing;
    const text = (this.failure instanceof ApiError && this.failure.detail) || sentence(this.failure);
    return html`<div class="notice form-failure" data-kind="error" tabindex="-1">${icon('alert')}<div><strong>${text}</strong>
      ${this.notes.length > 0 ? html`<ul>${this.notes.map((note) => html`<li>${note}</li>`)}</ul>` : nothing}</div></div>`;
  }

  title() {
    const { resource, stored } = this;
    const page = t(`title.${resource.page}`);
    if (resource.single) return page;
    return stored ? t('admin.edit_title', { page, name: itemName(resource, stored, this.sources) }) : t('admin.new_title', { page });
  }

  content() {
    const { resource, stored } = this;
    const removable = stored && !resource.fixedSet && !resource.single && (resource.removable?.(stored) ?? true);
    return {
      title: this.title(),
      body: html`<div role="alert">${this.refusal()}</div>
        ${adminForm(resource, this.form(), {
          submit: () => void this.submit(),
          cancel: resource.single ? null : () => this.close(this.key),
          remove: removable ? () => void this.remove() : null,
          busy: this.busy,
          dirty: this.dirty,
          beside: stored ? beside(resource, stored, this.draw) : nothing,
        })}`,
    };
  }
}

/** A list that is searched on the server and comes page by page, newest first: search form, rows, and what went wrong. */

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { sentence, siteZone } from '../app.js';
import { t } from '../i18n.js';
import { filtersFrom } from '../state/history.js';
import { icon } from './icons.js';
import './moment_field.js';

const PAGE = 100;

/** @param {string} name @param {string} label @param {string} usual the time of a day alone */
const moment = (name, label, usual) => html`<div class="field"><span aria-hidden="true">${label}</span><k-moment name=${name} .given=${{ label, usual }}></k-moment></div>`;

/** @typedef {Record<string, string | number | undefined>} Query filters, `limit` and `cursor` */

/** @template {{ id: string }} T */
export class PagedList {
  /** What has been read so far. @type {T[]} */
  items = [];
  #loading = false;
  /** @type {unknown} */
  #failure = null;
  /** @type {string | null} */
  #cursor = null;
  /** @type {Record<string, string>} */
  #filters = {};
  /** Counts searches: an answer to an older one is thrown away. */
  #turn = 0;
  #read;
  #draw;

  /**
   * @param {(query: Query) => Promise<{ items: T[], next_cursor: string | null }>} read one page
   * @param {() => void} draw
   */
  constructor(read, draw) {
    this.#read = read;
    this.#draw = draw;
  }

  /** Read the first page. @param {Record<string, string>} filters */
  search(filters = {}) {
    this.#filters = filters;
    void this.#load(false);
  }

  close() {
    this.#turn += 1;
  }

  /** Show that something else of the page could not be read. @param {unknown} error */
  failed(error) {
    this.#failure = error;
    this.#draw();
  }

  /** @param {boolean} more whether to go on after what is shown */
  async #load(more) {
    this.#turn += 1;
    const mine = this.#turn;
    this.#loading = true;
    this.#failure = null;
    this.#draw();
    try {
      const page = await this.#read({ ...this.#filters, limit: PAGE, cursor: (more && this.#cursor) || undefined });
      if (mine !== this.#turn) return;
      this.items = more ? [...this.items, ...page.items] : page.items;
      this.#cursor = page.next_cursor;
    } catch (error) {
      if (mine !== this.#turn) return;
      this.#failure = error;
    }
    this.#loading = false;
    this.#draw();
  }

  /**
   * The search form: from when to when, and more.
   * @param {unknown} fields behind the times
   * @param {string} kind class of the form, for its columns
   */
  form(fields, kind = '') {
    /** @param {SubmitEvent} event */
    const submit = (event) => {
      event.preventDefault();
      this.search(filtersFrom(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)), siteZone()));
    };
    return html`<form class=${`filters ${kind}`} role="search" @submit=${submit}>
      ${moment('from', t('history.from_time'), '00:00')}${moment('to', t('history.to_time'), '24:00')}
      ${fields}
      <button type="submit" class="primary">${icon('search')}<span>${t('history.search')}</span></button></form>`;
  }

  /**
   * What has been found, and what went wrong.
   * @param {{ label: string, heads: unknown, row: (item: T) => unknown, none: string, failed: string }} list
   */
  content({ label, heads, row, none, failed }) {
    return html`<div role="alert">${this.#failure === null ? nothing
      : html`<div class="notice" data-kind="error">${icon('alert')}<div><strong>${sentence(this.#failure)}</strong></div></div>`}</div>
      <section class="panel">${this.items.length === 0
        ? html`<p class="loading" role="status">${this.#loading ? t('history.loading') : this.#failure ? failed : none}</p>`
        : html`<div class="table-scroll" tabindex="0" role="region" aria-label=${label}><table class="history">
            <thead><tr>${heads}</tr></thead><tbody>${repeat(this.items, ({ id }) => id, row)}</tbody></table></div>
          ${this.#cursor ? html`<button type="button" class="more" ?disabled=${this.#loading} @click=${() => void this.#load(true)} data-action="more">${t('history.more')}</button>` : nothing}`}</section>`;
  }
}

/** CSV出力 and PDF出力: links to the API that keep what it refuses in the page (F7.6, F7.7). */

/** @import { Page, Wish } from './wish.js' */

import { html, nothing } from 'lit-html';
import { download } from '../api/client.js';
import { icon } from '../components/icons.js';
import { language, t } from '../i18n.js';
import { toQuery } from './wish.js';

/** With a mark of its encoding, which spreadsheets need. */
const ENCODINGS = ['utf-8-sig', 'cp932'];
/** As it was chosen last on this page. */
let encoding = 'utf-8-sig';

/**
 * @param {object} output
 * @param {Page} output.page
 * @param {Wish} output.wish
 * @param {(error: unknown) => void} output.refused
 * @param {(sentence: string) => void} output.told what is to be known of a file
 */
export function outputs({ page, wish, refused, told }) {
  /** @param {'csv' | 'pdf'} kind */
  const address = (kind) => {
    const query = toQuery(page, wish);
    if (kind === 'csv') query.append('encoding', encoding);
    else query.append('lang', language());
    return `/reports/${page}.${kind}?${query}`;
  };
  /** @param {'csv' | 'pdf'} kind */
  const link = (kind) => html`<a class="button" data-action=${kind} href=${`/api${address(kind)}`} download @click=${async (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const headers = await download(address(kind), `report.${kind}`);
      told(notes(headers).join(' '));
    } catch (error) {
      refused(error);
    }
  }}>${icon('download')}<span>${t(`report.${kind}`)}</span></a>`;
  return html`${link('csv')}<label class="encoding"><span class="visually-hidden">${t('report.encoding')}</span><select name="encoding" @change=${(/** @type {Event} */ event) => {
    encoding = /** @type {HTMLSelectElement} */ (event.currentTarget).value;
    const csv = document.querySelector('a[data-action=csv]');
    csv?.setAttribute('href', `/api${address('csv')}`);
  }}>${ENCODINGS.map((one) => html`<option value=${one} ?selected=${one === encoding}>${t(`report.encoding.${one}`)}</option>`)}</select></label>
    ${page === 'operators' && wish.kind === 'all' ? nothing : link('pdf')}`;
}

/** What is to be known of a file that its cells do not say. @param {Headers} headers @returns {string[]} */
function notes(headers) {
  const [replaced, pending] = ['kikite-replaced-characters', 'kikite-pending-rows'].map((name) => Number(headers.get(name) ?? 0));
  return [
    pending ? t('report.pending_rows', { count: pending }) : '',
    replaced ? t('report.replaced', { count: replaced, letters: decodeURIComponent(headers.get('kikite-replaced') ?? '') }) : '',
  ].filter(Boolean);
}

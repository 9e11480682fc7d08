/** What a wallboard's link is to show. */

/** @import { NewWallboard, Wallboard, Watchable } from '../api/types' */
/** @import { Column } from '../state/columns.js' */

import { html, nothing } from 'lit-html';
import { siteZone } from '../app.js';
import { language, t } from '../i18n.js';
import { dateTime } from '../state/format.js';
import { instant } from '../state/history.js';
import { named } from '../state/sort.js';
import './moment_field.js';

/** More figures would not be large any more. */
export const MOST = 8;
const USUAL = ['waiting', 'longest_wait', 'in', 'ans', 'aban', 'answer_rate', 'talking', 'available'];

/** @typedef {{ field: string, message?: string }} Fault */
/** @typedef {Required<Omit<NewWallboard, 'expires'>> & { until: string, some: boolean }} Draft `until`: wall-clock time of the site; `some`: chosen groups only */

/** @param {Wallboard | null} old @returns {Draft} */
export function draftOf(old) {
  const until = old?.expires ? dateTime(old.expires, 'en', siteZone()).replace(/^(\d+)\/(\d+)\/(\d+)\(.*\) (\d+:\d+).*$/, '$1-$2-$3T$4') : '';
  const usual = { name: '', items: USUAL, overall: true, groups: null, operators: 'counts', language: language(), theme: 'dark' };
  return /** @type {Draft} */ ({ ...usual, ...old?.content, until, some: Array.isArray(old?.content.groups) });
}

/** @param {Draft} draft @returns {NewWallboard} */
export function wishOf({ until, some, ...content }) {
  return { ...content, groups: some ? content.groups ?? [] : null, expires: instant(until, siteZone()) || null };
}

/**
 * @param {string} name
 * @param {unknown} control
 * @param {Fault[]} faults
 * @param {boolean} [several] more than one control: the name is a legend
 */
function row(name, control, faults, several = true) {
  const own = faults.filter(({ field }) => field.split('.')[0] === name);
  const label = t(`wallboards.field.${name}`);
  const body = html`<div class="field-body">${control}${own.length > 0 ? html`<p class="fault" id=${`w-${name}-fault`}>${own[0]?.message}</p>` : nothing}</div>`;
  if (several) return html`<fieldset class="field-row" data-field=${name}><legend>${label}</legend>${body}</fieldset>`;
  return html`<div class="field-row" data-field=${name}><label for=${`w-${name}`}>${label}</label>${body}</div>`;
}

/**
 * @param {object} parts
 * @param {Draft} parts.draft
 * @param {Column[]} parts.columns figures that can be chosen
 * @param {Watchable['groups']} parts.groups
 * @param {Fault[]} parts.faults
 * @param {boolean} parts.fresh a new link
 * @param {boolean} parts.busy
 * @param {(change: Partial<Draft>) => void} parts.change
 * @param {() => void} parts.submit
 * @param {() => void} parts.cancel
 */
export function wallboardForm({ draft, columns, groups, faults, fresh, busy, change, submit, cancel }) {
  const invalid = (/** @type {string} */ name) => (faults.some(({ field }) => field.split('.')[0] === name) ? 'true' : 'false');
  const known = new Set(columns.map(({ id }) => id));
  const chosen = new Set(draft.items);
  const full = draft.items.length >= MOST;
  /** In the order of the boards. @param {string} id */
  const item = (id) => {
    if (!chosen.delete(id)) chosen.add(id);
    change({ items: [...known].filter((one) => chosen.has(one)) });
  };
  const picked = new Set(draft.groups ?? []);
  /** @param {string} id */
  const group = (id) => {
    if (!picked.delete(id)) picked.add(id);
    change({ groups: [...picked] });
  };
  /** @param {'operators' | 'language' | 'theme'} name @param {string[]} options */
  const choice = (name, options) => html`<div class="choices">${options.map((option) => html`<label class="check"><input type="radio" name=${name} value=${option}
    .checked=${draft[name] === option} @change=${() => change({ [name]: option })}><span>${t(`wallboards.${name}.${option}`)}</span></label>`)}</div>`;
  return html`<form class="admin-form wallboard-form" novalidate @submit=${(/** @type {Event} */ event) => { event.preventDefault(); submit(); }}>
    <section class="card form-section">
      ${row('name', html`<input id="w-name" name="name" maxlength="60" .value=${draft.name} aria-invalid=${invalid('name')} autocomplete="off" @input=${(/** @type {any} */ event) => change({ name: event.currentTarget.value })}>`, faults, false)}
      ${row('items', html`<p class="hint">${t('wallboards.items.hint', { most: MOST, count: draft.items.length })}</p><div class="wallboard-checks">${columns.map(({ id, label }) => html`<label class="check"><input type="checkbox" name="items" value=${id}
        .checked=${chosen.has(id)} ?disabled=${full && !chosen.has(id)} @change=${() => item(id)}><span>${label[language()]}</span></label>`)}</div>`, faults)}
      ${row('overall', html`<label class="check"><input type="checkbox" name="overall" .checked=${draft.overall} @change=${() => change({ overall: !draft.overall })}><span>${t('wallboards.overall.yes')}</span></label>`, faults)}
      ${row('groups', html`<div class="choices">${[false, true].map((some) => html`<label class="check"><input type="radio" name="groups" value=${some ? 'some' : 'all'}
        .checked=${draft.some === some} @change=${() => change({ some })}><span>${t(`wallboards.groups.${some ? 'some' : 'all'}`)}</span></label>`)}</div>
        ${draft.some ? html`<div class="wallboard-checks">${named(groups).map(({ id, name }) => html`<label class="check"><input type="checkbox" name="group" value=${id}
          .checked=${picked.has(id)} @change=${() => group(id)}><span>${name}</span></label>`)}</div>` : nothing}`, faults)}
      ${row('operators', html`${choice('operators', ['none', 'counts', 'names'])}<p class="hint">${t('wallboards.operators.hint')}</p>`, faults)}
      ${row('language', choice('language', ['ja', 'en']), faults)}
      ${row('theme', choice('theme', ['dark', 'light']), faults)}
      ${row('expires', html`<k-moment name="expires" .given=${{ label: t('wallboards.field.expires'), usual: '00:00', value: draft.until, future: true, faulty: invalid('expires') === 'true' }}
        @pick=${(/** @type {CustomEvent<string>} */ { detail }) => change({ until: detail })}></k-moment>
        <p class="hint">${t('wallboards.expires.hint')}</p>`, faults)}
    </section>
    <div class="form-buttons"><button type="submit" class="primary" data-action="save" ?disabled=${busy}>${t(fresh ? 'wallboards.create' : 'chooser.save')}</button>
      <button type="button" data-action="cancel" @click=${cancel}>${t('admin.ask.no')}</button></div>
  </form>`;
}

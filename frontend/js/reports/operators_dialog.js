/** オペレーター選択: a list with search; a group chooses its operators (F7.2). Escape changes nothing. */

/** @import { ReportScope } from '../api/types' */

import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { icon } from '../components/icons.js';
import { t } from '../i18n.js';
import { subjectName } from './titles.js';
import { MAX_OPERATORS } from './wish.js';

/** @param {string} text */
const folded = (text) => text.normalize('NFKC').toLowerCase();

/**
 * @param {ReportScope} scope
 * @param {readonly string[]} before
 * @returns {Promise<string[] | null>} in the order of the masters; null: nothing is to change
 */
export function chooseOperators(scope, before) {
  const place = document.createElement('div');
  document.body.append(place);
  const focus = document.activeElement;
  const chosen = new Set(before);
  let search = '';
  return new Promise((answer) => {
    const dialog = () => /** @type {HTMLDialogElement} */ (place.querySelector('dialog'));
    const closed = () => {
      const found = dialog().returnValue === 'yes' ? scope.operators.map(({ id }) => id).filter((id) => chosen.has(id)) : null;
      place.remove();
      if (focus instanceof HTMLElement && focus.isConnected) focus.focus();
      answer(found);
    };
    const shown = () => scope.operators.filter(({ name, number }) => folded(`${name} ${number}`).includes(folded(search)));
    /** @param {readonly string[]} ids @param {boolean} on */
    const set = (ids, on) => {
      for (const id of ids) {
        if (on) chosen.add(id);
        else chosen.delete(id);
      }
      draw();
    };
    /** @param {Event} event */
    const ofGroup = (event) => {
      const select = /** @type {HTMLSelectElement} */ (event.currentTarget);
      const known = new Set(scope.operators.map(({ id }) => id));
      const group = scope.groups.find(({ id }) => id === select.value);
      select.value = '';
      set((group?.members ?? []).filter((id) => known.has(id)), true);
    };
    /** @param {Event} event */
    const searched = (event) => {
      search = /** @type {HTMLInputElement} */ (event.currentTarget).value;
      draw();
    };
    const list = () => html`<div class="chooser-list">${repeat(shown(), ({ id }) => id, (operator) => html`<label><input type="checkbox" value=${operator.id} .checked=${chosen.has(operator.id)}
      @change=${(/** @type {Event} */ event) => set([operator.id], /** @type {HTMLInputElement} */ (event.currentTarget).checked)}><span>${subjectName(operator)} <small class="muted">${operator.number}</small></span></label>`)}</div>
      ${shown().length === 0 ? html`<p class="hint">${t('watching.none')}</p>` : nothing}`;
    function draw() {
      render(html`<dialog class="key-help chooser" aria-labelledby="operators-title" @close=${closed}><form method="dialog">
        <h2 id="operators-title">${t('report.choose_operators')}</h2>
        <div class="chooser-tools"><label class="admin-search"><span class="visually-hidden">${t('report.search_operators')}</span>${icon('search')}<input type="search" .value=${search} placeholder=${t('report.search_operators')} @input=${searched}
            @keydown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter') event.preventDefault(); }}></label>
          <label class="by-group"><span class="visually-hidden">${t('report.by_group')}</span><select data-field="by-group" @change=${ofGroup}><option value="">${t('report.by_group')}</option>
            ${scope.groups.filter(({ members }) => members.length > 0).map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></label></div>
        <div class="chooser-all"><button type="button" class="quiet" @click=${() => set(shown().map(({ id }) => id), true)}>${t('chooser.all')}</button>
          <button type="button" class="quiet" @click=${() => set(shown().map(({ id }) => id), false)}>${t('chooser.none')}</button>
          <strong role="status" data-item="count" ?data-many=${chosen.size > MAX_OPERATORS}>${t('report.operators_chosen', { count: chosen.size, most: MAX_OPERATORS })}</strong></div>
        ${list()}
        <div class="ask-buttons"><button value="no">${t('admin.ask.no')}</button><button value="yes" class="primary" data-action="save">${t('report.decide')}</button></div>
      </form></dialog>`, place);
    }
    draw();
    dialog().showModal();
  });
}

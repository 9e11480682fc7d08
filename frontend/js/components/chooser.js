/** A dialog with check boxes: which columns are shown (F3.5), which groups (F3.8). Escape changes nothing. */

import { html, render } from 'lit-html';
import { t } from '../i18n.js';

/** @typedef {{ id: string, label: string, on: boolean }} Option */

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.hint
 * @param {Option[]} question.options
 * @param {boolean} [question.needed] whether one at least must be chosen
 * @returns {Promise<Set<string> | null>} the chosen ids; null: nothing is to change
 */
export function choose({ title, hint, options, needed = false }) {
  const place = document.createElement('div');
  document.body.append(place);
  const before = document.activeElement;
  return new Promise((answer) => {
    const dialog = () => /** @type {HTMLDialogElement} */ (place.querySelector('dialog'));
    const boxes = () => /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll('input[type=checkbox]')]);
    const chosen = () => new Set(boxes().filter(({ checked }) => checked).map(({ value }) => value));
    const closed = () => {
      const found = dialog().returnValue === 'yes' ? chosen() : null;
      place.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      answer(found);
    };
    const checked = () => {
      const save = /** @type {HTMLButtonElement} */ (place.querySelector('[data-action=save]'));
      save.disabled = needed && chosen().size === 0;
    };
    /** @param {boolean} on */
    const all = (on) => {
      for (const box of boxes()) box.checked = on;
      checked();
    };
    render(html`<dialog class="key-help chooser" aria-labelledby="chooser-title" aria-describedby="chooser-hint" @close=${closed}>
      <form method="dialog">
        <h2 id="chooser-title">${title}</h2>
        <p class="hint" id="chooser-hint">${hint}</p>
        <div class="chooser-all"><button type="button" class="quiet" @click=${() => all(true)}>${t('chooser.all')}</button>
          <button type="button" class="quiet" @click=${() => all(false)}>${t('chooser.none')}</button></div>
        <div class="chooser-list" @change=${checked}>${options.map(({ id, label, on }) => html`<label><input type="checkbox" value=${id} .checked=${on}><span>${label}</span></label>`)}</div>
        <div class="ask-buttons"><button value="no">${t('admin.ask.no')}</button>
          <button value="yes" class="primary" data-action="save">${t('chooser.save')}</button></div>
      </form></dialog>`, place);
    checked();
    dialog().showModal();
  });
}

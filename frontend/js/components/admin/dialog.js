/** A question that must be answered before anything goes on; Escape is "no". */

import { html, nothing, render } from 'lit-html';
import { t } from '../../i18n.js';

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} [question.text]
 * @param {string[]} [question.lines]
 * @param {string} [question.confirm] label of "yes"; without it there is only one button
 * @param {boolean} [question.danger]
 * @param {{ label: string, options: { value: string, label: string }[] }} [question.choice]
 * @returns {Promise<{ choice: string } | null>} null for "no"
 */
export function ask(question) {
  const place = document.createElement('div');
  document.body.append(place);
  const before = document.activeElement;
  return new Promise((answer) => {
    const dialog = () => /** @type {HTMLDialogElement} */ (place.querySelector('dialog'));
    const closed = () => {
      const yes = dialog().returnValue === 'yes';
      const choice = /** @type {HTMLSelectElement | null} */ (place.querySelector('select'))?.value ?? '';
      place.remove();
      if (before instanceof HTMLElement) before.focus();
      answer(yes ? { choice } : null);
    };
    render(html`<dialog class="ask" aria-labelledby="ask-title" @close=${closed}>
      <form method="dialog">
        <h2 id="ask-title">${question.title}</h2>
        ${question.text ? html`<p>${question.text}</p>` : nothing}
        ${question.lines ? html`<ul>${question.lines.map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
        ${question.choice ? html`<label class="field"><span>${question.choice.label}</span><select name="choice">
          ${question.choice.options.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}</select></label>` : nothing}
        <div class="ask-buttons">
          <button value="no" data-action="no" autofocus>${t(question.confirm ? 'admin.ask.no' : 'admin.ask.close')}</button>
          ${question.confirm ? html`<button value="yes" data-action="yes" class=${question.danger ? 'stop' : 'primary'}>${question.confirm}</button>` : nothing}
        </div>
      </form></dialog>`, place);
    dialog().showModal();
  });
}

/** The list of a page's keys, shown by `?`. */

import { html } from 'lit-html';
import { t } from '../i18n.js';

/** Of the phone. */
const KEYS = [
  ['0–9 * #', 'keys.digits'], ['Enter', 'keys.enter'], ['Esc', 'keys.escape'], ['Backspace', 'keys.backspace'], ['H', 'keys.hold'], ['T', 'keys.transfer'], ['End', 'keys.end'], ['?', 'keys.help'],
];

/** @param {string[][]} [keys] each: the key, and the text that says what it does */
export function keyHelp(keys = KEYS) {
  return html`<dialog class="key-help" aria-labelledby="keys-title">
    <h2 id="keys-title">${t('keys.title')}</h2>
    <dl>${keys.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${t(text ?? '')}</dd></div>`)}</dl>
    <form method="dialog"><button class="primary">${t('keys.close')}</button></form>
  </dialog>`;
}

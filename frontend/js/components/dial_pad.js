/** The twelve keys. */

import { html, nothing } from 'lit-html';
import { t } from '../i18n.js';

/** Letters as on Japanese telephones: none; `0` also gives `+` by a long press elsewhere, so nothing is printed. */
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** @type {Record<string, string>} */
const SPOKEN = { '*': 'pad.star', '#': 'pad.hash' };

/**
 * @param {(digit: string) => void} press
 * @param {boolean} disabled
 */
export function dialPad(press, disabled) {
  return html`<div class="pad" role="group" aria-label=${t('pad.label')}>${KEYS.map((key) => html`
    <button type="button" data-digit=${key} ?disabled=${disabled} @click=${() => press(key)}
      aria-label=${SPOKEN[key] ? t(SPOKEN[key]) : nothing}>${key === '*' ? '＊' : key}</button>`)}</div>`;
}

/** A window over the page that shows something; closed by its button or Escape, it gives the focus back. */

import { html, render } from 'lit-html';
import { icon } from './icons.js';

/**
 * @param {object} modal
 * @param {string} modal.id of the dialog's `data-item`
 * @param {string} modal.close label of the button
 * @param {() => { title: unknown, body: unknown }} modal.view
 * @returns {{ draw: () => void, open: () => boolean }}
 */
export function openModal({ id, close, view }) {
  const place = document.createElement('div');
  document.body.append(place);
  const before = document.activeElement;
  const closed = () => {
    place.remove();
    if (before instanceof HTMLElement) before.focus();
  };
  const dialog = () => place.querySelector('dialog');
  const draw = () => {
    if (!place.isConnected) return;
    const { title, body } = view();
    render(html`<dialog class="modal" data-item=${id} aria-labelledby=${`${id}-title`} @close=${closed}>
      <header class="modal-head"><h2 id=${`${id}-title`}>${title}</h2>
        <button type="button" class="ghost" data-action="close" aria-label=${close} title=${close} @click=${() => dialog()?.close()}>${icon('close')}</button></header>
      <div class="modal-body">${body}</div></dialog>`, place);
  };
  draw();
  dialog()?.showModal();
  return { draw, open: () => place.isConnected };
}

/**
 * A window over the page that shows something; closed by its button or Escape, it gives the focus back. It goes with the
 * page that it stands over.
 */

import { html, render } from 'lit-html';
import { LEFT } from '../app.js';
import { icon } from './icons.js';

/**
 * @param {object} modal
 * @param {string} modal.id of the dialog's `data-item`
 * @param {string} modal.close label of the button
 * @param {() => { title: unknown, body: unknown }} modal.view
 * @param {() => void} [modal.closed] told when the user has closed it
 * @returns {{ draw: () => void, open: () => boolean }}
 */
export function openModal({ id, close, view, closed: told }) {
  const place = document.createElement('div');
  document.body.append(place);
  const before = document.activeElement;
  const left = () => {
    removeEventListener(LEFT, left);
    place.remove();
  };
  const closed = () => {
    if (!place.isConnected) return;
    left();
    if (before instanceof HTMLElement) before.focus();
    told?.();
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
  addEventListener(LEFT, left);
  draw();
  dialog()?.showModal();
  return { draw, open: () => place.isConnected };
}

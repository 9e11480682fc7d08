/** Shown where a page could not be started at all, e.g. because the server does not answer. */

import { html, render } from 'lit-html';
import { sentence } from '../app.js';
import { t } from '../i18n.js';

/**
 * @param {HTMLElement} root
 * @param {unknown} error
 * @param {() => void} retry
 * @returns {import('../app.js').View}
 */
export function failureView(root, error, retry) {
  const draw = () => render(html`
    <main class="failure">
      <div class="card" role="alert">
        <h1>${t('failure.title')}</h1>
        <p>${sentence(error)}</p>
        <p class="muted">${t('failure.advice')}</p>
        <button type="button" class="primary" @click=${retry}>${t('failure.retry')}</button>
      </div>
    </main>`, root);
  draw();
  addEventListener('online', retry, { once: true });
  return { render: draw, unmount: () => removeEventListener('online', retry) };
}

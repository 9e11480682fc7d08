/** The log-in page (F1.1). */

import { html, nothing, render } from 'lit-html';
import { api } from '../api/client.js';
import { app, sentence } from '../app.js';
import { icon } from '../components/icons.js';
import { preferences } from '../components/preferences.js';
import { t } from '../i18n.js';

/**
 * @param {HTMLElement} root
 * @returns {import('../app.js').View}
 */
export function mount(root) {
  /** @type {unknown} */
  let failure = null;
  let busy = false;

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const data = new FormData(form);
    if (busy) return;
    failure = null;
    busy = true;
    draw();
    try {
      app.session = await api.logIn(String(data.get('user')).trim(), String(data.get('password')));
      app.navigate(app.session.landing, true);
    } catch (error) {
      failure = error;
      busy = false;
      draw();
      /** @type {HTMLInputElement | null} */ (form.elements.namedItem('password'))?.select();
    }
  }

  function draw() {
    render(html`
      <main class="login">
        <div class="login-preferences">${preferences()}</div>
        <form class="card login-card" @submit=${submit} aria-labelledby="login-title">
          <div class="login-brand"><span class="mark">${icon('phone')}</span>
            <div><h1 id="login-title">Kikite</h1><p class="muted">${t('login.subtitle')}</p></div></div>
          <label class="field"><span>${t('login.user')}</span>
            <input name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
          <label class="field"><span>${t('login.password')}</span>
            <input name="password" type="password" autocomplete="current-password" required></label>
          <div class="login-error" role="alert" data-item="error">${failure === null ? nothing
            : html`${icon('alert')}<p>${sentence(failure)}</p>`}</div>
          <button type="submit" class="primary wide" ?disabled=${busy}>${busy ? t('login.busy') : t('login.submit')}</button>
        </form>
      </main>`, root);
  }

  draw();
  /** @type {HTMLInputElement | null} */ (root.querySelector('input[name=user]'))?.focus();
  return { render: draw, unmount: () => {} };
}

/** The log-in page (F1.1). */

import { html, nothing, render } from 'lit-html';
import { api, ApiError } from '../api/client.js';
import { app, sentence } from '../app.js';
import { icon } from '../components/icons.js';
import { preferences } from '../components/preferences.js';
import { t } from '../i18n.js';

/** @param {unknown} failure */
const codeOf = (failure) => (failure instanceof ApiError ? failure.code : '');

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
    const data = new FormData(form, event.submitter);
    if (busy) return;
    failure = null;
    busy = true;
    draw();
    try {
      app.session = await api.logIn(String(data.get('user')).trim(), String(data.get('password')), data.has('take_over'));
      app.farewell = null;
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
          <div class="login-error" role="status" data-item="farewell">${app.farewell === null || failure !== null ? nothing
            : html`${icon('logout')}<p>${app.farewell()}</p>`}</div>
          <div class="login-error" role="alert" data-item="error" data-code=${codeOf(failure)}>${failure === null ? nothing
            : html`${icon('alert')}<p>${sentence(failure)}</p>`}</div>
          <button type="submit" class="primary wide" ?disabled=${busy}>${busy ? t('login.busy') : t('login.submit')}</button>
          ${codeOf(failure) === 'logged_in_silent' ? html`<button type="submit" name="take_over" class="wide" ?disabled=${busy}>${t('login.take_over')}</button>` : nothing}
        </form>
      </main>`, root);
  }

  draw();
  /** @type {HTMLInputElement | null} */ (root.querySelector('input[name=user]'))?.focus();
  return { render: draw, unmount: () => {} };
}

/** The supervisor's own phone as the board knows it: it may be in another window (F2.3), or a desk phone. */

/** @import { PhoneSettings, PhoneView } from '../api/types' */
/** @import { Mode } from '../state/operator_actions.js' */
/** @import { Wish } from './wish.js' */

import { api } from '../api/client.js';
import { openStream } from '../api/stream.js';
import { app, sessionAlive } from '../app.js';
import { openPhoneWindow } from './window.js';
import { leaveWish } from './wish.js';

/** The browser has kept the phone's window from opening. */
export class WindowBlocked extends Error {}

export class OwnPhone {
  /** `null`: not yet known, or not to be known. @type {PhoneView | null} */
  view = null;
  /** What went wrong last. @type {unknown} */
  failure = null;
  /** Whether the server is being asked for something. */
  busy = false;
  /** @type {PhoneSettings | null} */
  #settings = null;
  #changed;
  /** @type {() => void} */
  #close = () => {};

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
    if (!app.session?.user.permissions.includes('phone')) return;
    void api.phoneSettings().then((settings) => { this.#settings = settings; }).catch(() => null);
    this.#close = openStream('/phone/stream', ['phone'], {
      event: (_name, view) => {
        this.view = view;
        changed();
      },
      connected: (up) => {
        if (!up) this.view = null;
        changed();
      },
      alive: sessionAlive,
    });
  }

  close() {
    this.#close();
  }

  /** Enter the operator's call, or change the mode there. @param {string} operator @param {Mode} mode */
  supervise(operator, mode) {
    return this.#act({ supervise: operator, mode }, () => api.supervise(operator, mode));
  }

  /** @param {string} extension */
  call(extension) {
    return this.#act({ dial: extension }, () => api.dial(extension, ''));
  }

  leave() {
    return this.#ask(() => api.stopSupervising());
  }

  /** @param {string} call */
  hangUp(call) {
    return this.#ask(() => api.callAction(call, 'hangup'));
  }

  dismiss() {
    this.failure = null;
    this.#changed();
  }

  /**
   * At once where there is a phone; else in the phone's window, once its sound is connected.
   * @param {Wish} wish
   * @param {() => Promise<unknown>} atOnce
   */
  async #act(wish, atOnce) {
    if (this.view?.attached || this.#settings?.phone === 'desk') {
      await this.#ask(atOnce);
      return;
    }
    leaveWish(app.session?.user.id ?? '', wish);
    this.failure = openPhoneWindow() ? null : new WindowBlocked();
    this.#changed();
  }

  /** @param {() => Promise<unknown>} action */
  async #ask(action) {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    this.#changed();
    try {
      await action();
    } catch (error) {
      this.failure = error;
    }
    this.busy = false;
    this.#changed();
  }
}

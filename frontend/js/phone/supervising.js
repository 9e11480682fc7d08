/** The supervisor's part of the phone: into an operator's call, and out of it (F4.2–F4.4). */

/** @import { PhoneView } from '../api/types' */
/** @import { Mode } from '../state/operator_actions.js' */

import { api } from '../api/client.js';
import { app } from '../app.js';
import { takeWish } from './wish.js';

export class Supervising {
  #act;

  /** @param {(name: string, action: () => Promise<unknown>) => Promise<void>} act carries an action out, its button waiting */
  constructor(act) {
    this.#act = act;
  }

  /** Enter the operator's call, or change the mode there. @param {string} operator @param {Mode} mode */
  enter = (operator, mode) => this.#act('supervise', () => api.supervise(operator, mode));

  leave = () => this.#act('supervise', () => api.stopSupervising());

  /** Do what the board has opened this window for, once there is sound (F4.1). @param {string} connection @param {PhoneView | null} view */
  fulfil(connection, view) {
    if (connection !== 'connected' || !view?.attached) return;
    const wish = takeWish(app.session?.user.id ?? '');
    if (wish === null) return;
    if ('dial' in wish) void this.#act('dial', () => api.dial(wish.dial, ''));
    else void this.enter(wish.supervise, wish.mode);
  }
}

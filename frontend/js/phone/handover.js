/** Giving a call to somebody else, and taking one that waits for anybody (F5.7, F5.10). */

/** @import { GroupInfo, PhoneCall } from '../api/types' */

import { api } from '../api/client.js';

export class Handover {
  /** Whether whom a call may go to is being chosen. */
  open = false;
  /** The number typed for it. */
  number = '';
  /** Or the id of the group chosen. */
  group = '';
  /** Groups that callers can be transferred to. @type {GroupInfo[]} */
  groups = [];

  #act;
  #changed;

  /**
   * @param {(name: string, action: () => Promise<unknown>) => Promise<void>} act carries an action out, once at a time
   * @param {() => void} changed something to draw changed
   */
  constructor(act, changed) {
    this.#act = act;
    this.#changed = changed;
  }

  /** Open or close the choice, empty. */
  toggle() {
    this.open = !this.open;
    this.choose('', '');
  }

  /** @param {string} number @param {string} group */
  choose(number, group) {
    this.number = number;
    this.group = group;
    this.#changed();
  }

  /** Call whom the call may go to, or hand it on at once. @param {PhoneCall} call @param {'consult' | 'transfer'} action */
  transfer(call, action) {
    const target = this.group ? { group: this.group } : { number: this.number };
    return this.#act(action, async () => {
      await api.transfer(call.call, action, target);
      this.open = false;
      this.choose('', '');
    });
  }

  /** @param {PhoneCall} call @param {'complete' | 'cancel' | 'conference' | 'park'} action */
  conclude(call, action) {
    return this.#act(action, () => api.handover(call.call, action));
  }

  /** @param {number} slot */
  takeParked(slot) {
    return this.#act('take', () => api.takeParked(slot));
  }

  /** Take a call that rings a colleague. @param {string} call */
  pickUp(call) {
    return this.#act('pickup', () => api.handover(call, 'pickup'));
  }
}

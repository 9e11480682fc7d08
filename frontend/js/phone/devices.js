/**
 * Microphone, speaker and ringer (F5.8): chosen once per user and browser, found again when they are plugged in again.
 */

/** @import { Device, DeviceChoices, DeviceRole, UsedDevice } from '../state/devices.js' */

import { candidates, readChoices, ROLES, used } from '../state/devices.js';

/** Whether this browser lets a page choose where its sound goes. */
export function choosesOutputs() {
  return 'setSinkId' in HTMLMediaElement.prototype && 'setSinkId' in AudioContext.prototype;
}

/** @type {() => Record<DeviceRole, UsedDevice>} */
const nothing = () => ({ microphone: { id: '', label: '', missing: '' }, speaker: { id: '', label: '', missing: '' }, ringer: { id: '', label: '', missing: '' } });

export class Devices {
  /** The devices of this moment by what they can be used for. @type {Record<DeviceRole, Device[]>} */
  present = { microphone: [], speaker: [], ringer: [] };
  /** What is used now. @type {Record<DeviceRole, UsedDevice>} */
  now = nothing();
  /** Which device could not be used, for what. @type {DeviceRole | null} */
  refused = null;

  /** @type {DeviceChoices} */
  #choices;
  #key;
  #use;
  #changed;
  #listen = () => void this.refresh();

  /**
   * @param {string} user choices are the user's own
   * @param {(role: DeviceRole, id: string) => Promise<unknown> | undefined} use lets the device be used, "" = default
   * @param {() => void} changed something to draw changed
   */
  constructor(user, use, changed) {
    this.#key = `kikite.devices.${user}`;
    this.#choices = readChoices(localStorage.getItem(this.#key));
    this.#use = use;
    this.#changed = changed;
    navigator.mediaDevices?.addEventListener('devicechange', this.#listen);
  }

  close() {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#listen);
  }

  /** The choice that was made, "" for the default; it stands while the device is away. @param {DeviceRole} role */
  chosen(role) {
    return this.#choices[role]?.id ? this.now[role].id || this.#choices[role].id : '';
  }

  /** Look what is plugged in, and use it. */
  async refresh() {
    const present = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
    // Before the microphone is allowed the browser tells that there are devices, but not which.
    if (present.length > 0 && present.every(({ label }) => label === '')) return;
    for (const role of ROLES) {
      this.present[role] = candidates(present, role);
      await this.#settle(role);
    }
    this.#changed();
  }

  /** Use this from now on, and tomorrow. @param {DeviceRole} role @param {string} id "": the computer's default */
  async choose(role, id) {
    const device = this.present[role].find((one) => one.id === id);
    if (device) this.#choices[role] = device;
    else delete this.#choices[role];
    this.#store();
    await this.#settle(role);
    this.#changed();
  }

  /** @param {DeviceRole} role */
  async #settle(role) {
    const before = this.now[role].id;
    const found = used(this.#choices[role], this.present[role]);
    this.now[role] = found;
    if (found.id && found.id !== this.#choices[role]?.id) {
      this.#choices[role] = { id: found.id, label: found.label };
      this.#store();
    }
    if (found.id === before) return;
    try {
      await this.#use(role, found.id);
      if (this.refused === role) this.refused = null;
    } catch (error) {
      this.refused = role;
    }
  }

  #store() {
    localStorage.setItem(this.#key, JSON.stringify(this.#choices));
  }
}

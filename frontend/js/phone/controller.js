/** The phone page without its looks: stream, browser leg, ringing, heartbeat, and what the buttons do. */

/** @import { PhoneCall, PhoneSettings, PhoneView } from '../api/types' */
/** @import { ConnectionState } from './connection.js' */

import { api } from '../api/client.js';
import { openStream } from '../api/stream.js';
import { sessionAlive } from '../app.js';
import { dialable } from '../state/phone_number.js';
import { needsMicrophone, ringingCall } from '../state/phone.js';
import { learnTime } from '../ticker.js';
import { Attachment } from './attachment.js';
import { PhoneConnection, rawSound } from './connection.js';
import { digitSender } from './digits.js';
import { equipment } from './equipment.js';
import { Handover } from './handover.js';
import { Announcement, Ringer } from './ringer.js';
import { claimPhone } from './single_window.js';
import { Supervising } from './supervising.js';

/**
 * @typedef {object} PhoneHandlers
 * @property {() => void} changed something to draw changed
 * @property {(call: PhoneCall) => { title: string, body: string }} announce text of a desktop notification
 * @property {(percent: number) => void} meter shows the level of the microphone
 */

export class PhoneController {
  /** @type {PhoneView | null} */
  view = null;
  /** Whether the api is reachable; `null`: not yet known. @type {boolean | null} */
  connected = null;
  /** @type {ConnectionState} */
  connection = 'idle';
  /** `null`: not yet known. @type {PhoneSettings | null} */
  settings = null;
  /** The last refused action. @type {unknown} */
  failure = null;
  /** What is typed. */
  number = '';
  answered = ''; // the call that was answered on the page last
  /** Group whose number is shown to the called party. */
  group = '';
  ringer = new Ringer();
  sound = new Audio();
  /** Whether the browser refuses to play until the page is clicked. */
  muted = false;
  /** Actions under way; their buttons wait. @type {Set<string>} */
  busy = new Set();
  /** Transfer, park and the calls of others. */
  handover = new Handover((name, action) => this.#act(name, action), () => this.#handlers.changed());
  supervising = new Supervising((name, action) => this.#act(name, action));
  attachment;
  /** @type {PhoneHandlers} */
  #handlers;
  #leg;
  #close;
  #closed = false;
  /** @type {() => void} */
  #release = () => {};
  #announcement = new Announcement(this.ringer, (call) => this.#handlers.announce(call));

  /** @param {PhoneHandlers} handlers */
  constructor(handlers) {
    this.#handlers = handlers;
    const attachment = this.attachment = new Attachment(() => this.#elsewhere());
    this.#leg = new PhoneConnection({
      attach: (offer) => attachment.attach(offer),
      state: (state) => {
        this.connection = state;
        if (state === 'connected') void this.devices.refresh(); // devices have names once the microphone is allowed
        attachment.compare(state, this.view);
        handlers.changed();
      },
      sound: (stream) => {
        this.sound.srcObject = stream;
        void this.listen();
      },
    }, rawSound());
    const { devices, test } = equipment({ ...handlers, leg: this.#leg, ringer: this.ringer, sound: this.sound, talk: () => this.#talk() });
    this.devices = devices;
    this.test = test;
    this.#close = openStream('/phone/stream', ['phone'], {
      event: (_name, view) => this.#hear(view),
      connected: (up) => {
        this.connected = up;
        handlers.changed();
      },
      alive: sessionAlive,
    });
    attachment.start(this.#leg);
    void this.#claim(false);
  }

  /** Try again after the user has mended something, e.g. allowed the microphone; or take the phone from another window. */
  reconnect() {
    if (this.connection === 'elsewhere' && !this.attachment.take()) void this.#claim(true);
    else void this.#connect();
  }

  /** @param {boolean} take */
  async #claim(take) {
    const release = await claimPhone(take, () => this.#elsewhere());
    if (this.#closed) release?.();
    else if (release === null) this.#elsewhere();
    else {
      this.#release = release;
      await Promise.all([this.#loadSettings(), this.devices.refresh()]);
      await this.#connect();
    }
  }

  /** Without its settings the phone works as one in the browser. */
  async #loadSettings() {
    this.settings ??= await api.phoneSettings().catch(() => null);
    this.group = this.settings?.shown || this.group;
    this.#handlers.changed();
  }

  /** Whether the sound is the desk phone's, so that the page needs no microphone. */
  get onDesk() {
    return this.settings?.phone === 'desk';
  }

  /** Attach the browser's sound, where it is wanted. */
  async #connect() {
    if (this.#closed) return;
    if (!this.onDesk) await this.#leg.start();
    else this.connection = 'desk';
    this.#handlers.changed();
  }

  /** Talk on this from the next call on. @param {PhoneSettings['phone']} phone */
  usePhone(phone) {
    return this.#act('phone', async () => {
      this.settings = await api.changePhoneSettings({ phone });
      this.#leg.stop();
      if (this.onDesk && this.view?.attached) await api.detach();
      if (this.connection !== 'elsewhere') await this.#connect();
    });
  }

  /** Show this group's number to whom is called, also tomorrow. @param {string} group */
  showNumber(group) {
    this.group = group;
    return this.#act('shown', async () => {
      this.settings = await api.changePhoneSettings({ shown: group });
    });
  }

  /** Another window is the phone now. */
  #elsewhere() {
    if (this.#closed) return;
    this.#leg.stop();
    this.#announcement.end();
    this.connection = 'elsewhere';
    this.#handlers.changed();
  }

  /** Play what comes in; from a click where the browser insists on one. */
  async listen() {
    try {
      await this.sound.play();
      this.muted = false;
    } catch (error) {
      this.muted = error instanceof DOMException && error.name === 'NotAllowedError';
    }
    this.#handlers.changed();
  }

  /** End the page: the leg is given back so that nothing rings here any more. */
  close() {
    this.#closed = true;
    this.attachment.close();
    this.devices.close();
    this.test.hide();
    this.#close();
    this.#announcement.end();
    this.ringer.close();
    this.#leg.stop();
    this.#release();
  }

  /** @param {PhoneView} view */
  #hear(view) {
    learnTime(view.server_time, this.view === null);
    this.view = view;
    this.attachment.compare(this.connection, view);
    if (view.calls.length === 0) this.handover.open = false;
    this.test.hear(view);
    void this.#talk();
    const ringing = ringingCall(view);
    if (ringing && this.connection !== 'elsewhere') this.#announcement.begin(ringing, !this.onDesk);
    else this.#announcement.end();
    this.#handlers.changed();
  }

  /** The microphone is heard in a call, and in a test. @returns {Promise<void>} */
  #talk() {
    return this.#leg.setTalking(needsMicrophone(this.view) || this.test.running);
  }

  /**
   * @param {string} name
   * @param {() => Promise<unknown>} action
   */
  async #act(name, action) {
    if (this.busy.has(name)) return;
    this.busy.add(name);
    this.failure = null;
    this.#handlers.changed();
    try {
      await action();
    } catch (error) {
      this.failure = error;
    }
    this.busy.delete(name);
    this.#handlers.changed();
  }

  /** @param {string} status */
  setStatus = (status) => this.#act(`status:${status}`, () => api.setStatus(status));

  toggleAlert = () => this.#act('alert', () => api.setAlert(!this.view?.alert));

  dial() {
    const number = dialable(this.number);
    return number ? this.#act('dial', () => api.dial(number, this.group).then(() => { this.number = ''; })) : undefined;
  }

  /** @param {PhoneCall} call @param {'answer' | 'reject' | 'hangup' | 'hold' | 'resume'} action */
  callAction(call, action) {
    if (action === 'answer') this.answered = call.call;
    if (action === 'answer' || action === 'reject') this.#announcement.end();
    return this.#act(action, () => api.callAction(call.call, action));
  }

  sendDigit = digitSender((error) => this.fail(error));

  /** Tell of something that went wrong. @param {unknown} error */
  fail(error) {
    this.failure = error;
    this.#handlers.changed();
  }

  dismissFailure() {
    this.fail(null);
  }
}

/** 音声テスト (F5.8): level of the microphone, and the echo from the server with what was measured of it. */

/** @import { PhoneView, SoundTest as Shown } from '../api/types' */
/** @import { Received } from '../state/soundtest.js' */

import { api } from '../api/client.js';
import { between, level, meterOf, received, SPEECH_DB } from '../state/soundtest.js';

/** Long enough for a sentence and back, and for the browser's first RTCP report. */
const SECONDS = 8;
const LOOK_MS = 50;
/** So much quieter what was said may come back. */
const FADING_DB = 15;

/**
 * @typedef {object} Sounds where the test finds the sound
 * @property {() => MediaStreamTrack | null} microphone
 * @property {() => MediaStream | null} heard what comes from the server
 * @property {() => Promise<RTCStatsReport | null>} stats
 * @property {() => Promise<unknown>} talk lets the microphone be heard, or not, as `running` says
 * @property {() => { microphone: string, speaker: string, ringer: string }} labels of the devices in use
 */

/** The sound of a track or stream, looked at again and again. */
class Ear {
  /** @type {MediaStreamAudioSourceNode | null} */
  #source = null;
  /** @type {MediaStreamTrack | undefined} */
  #track;
  /** @type {AnalyserNode | null} */
  #analyser = null;
  #samples = new Float32Array(2048);

  /** @param {AudioContext} context @param {MediaStreamTrack | null | undefined} track @returns {number} dB */
  listen(context, track) {
    if (track !== this.#track) {
      this.#source?.disconnect();
      this.#track = track ?? undefined;
      this.#analyser = new AnalyserNode(context, { fftSize: this.#samples.length });
      this.#source = track ? context.createMediaStreamSource(new MediaStream([track])) : null;
      this.#source?.connect(this.#analyser);
    }
    if (!track || track.readyState !== 'live' || !this.#analyser) return level(new Float32Array(0));
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return level(this.#samples);
  }
}

export class SoundTest {
  open = false;
  /** Whether the echo goes on. */
  running = false;
  /** Seconds until it ends. */
  left = 0;
  /** Whether the last echo was broken off, by a call or by the user. */
  broken = false;
  /** @type {unknown} */
  failure = null;
  /** The test just made, else the last one. @type {Shown | null} */
  result = null;

  #sounds;
  #changed;
  #meter;
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;
  #spoken = new Ear();
  #back = new Ear();
  /** The loudest of a test, dB. */
  #loudest = { spoken: -120, back: -120 };
  /** @type {() => void} */
  #wake = () => {};

  /**
   * @param {Sounds} sounds
   * @param {() => void} changed something to draw changed
   * @param {(percent: number) => void} meter shows the level of the microphone
   */
  constructor(sounds, changed, meter) {
    this.#sounds = sounds;
    this.#changed = changed;
    this.#meter = meter;
  }

  /** To be called from a click or key, for sound to be allowed. */
  show() {
    this.open = true;
    this.broken = false;
    this.failure = null;
    this.#context ??= new AudioContext();
    void this.#context.resume();
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS);
    if (this.result === null) void this.#loadLast();
    this.#changed();
  }

  hide() {
    this.open = false;
    this.stop();
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#spoken = new Ear();
    this.#back = new Ear();
    void this.#context?.close();
    this.#context = null;
    this.#changed();
  }

  /** A call, or a part in somebody else's, goes before a test. @param {PhoneView} view */
  hear(view) {
    if (view.calls.length > 0 || view.supervision) this.stop();
  }

  /** Break the echo off. */
  stop() {
    if (!this.running) return;
    this.broken = true;
    this.#wake();
  }

  /** Hear oneself for some seconds, and have it judged. */
  async run() {
    if (this.running) return;
    Object.assign(this, { running: true, broken: false, failure: null, result: null, left: SECONDS });
    this.#changed();
    try {
      const begin = { server: await api.startEcho(), browser: await this.#received() };
      this.#loudest = { spoken: -120, back: -120 };
      await this.#sounds.talk();
      for (; this.left > 0 && !this.broken; this.left -= 1) {
        this.#changed();
        await this.#pause(1000);
      }
      if (!this.broken) await this.#judge(begin);
    } catch (error) {
      this.failure = error;
    }
    this.running = false;
    await api.stopEcho().catch(() => null); // ended already, or will be by the server
    await this.#sounds.talk();
    this.#changed();
  }

  /** @param {{ server: import('../api/types').EchoFigures, browser: Received }} begin */
  async #judge(begin) {
    const end = { server: await api.echo(), browser: await this.#received() };
    if (!end.server.echo) {
      this.broken = true;
      return;
    }
    const heard = this.#loudest.spoken > SPEECH_DB && this.#loudest.back > SPEECH_DB - FADING_DB;
    this.result = await api.addSoundTest({ ...this.#sounds.labels(), heard, ...between(begin, end) });
  }

  async #received() {
    return received(await this.#sounds.stats().then((stats) => stats?.values() ?? []));
  }

  async #loadLast() {
    const [last] = await api.ownSoundTests().catch(() => []);
    this.result ??= last ?? null;
    this.#changed();
  }

  /** @param {number} ms */
  #pause(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#wake = () => {
        clearTimeout(timer);
        done(undefined);
      };
    });
  }

  #look() {
    if (!this.#context) return;
    const spoken = this.#spoken.listen(this.#context, this.#sounds.microphone());
    const back = this.#back.listen(this.#context, this.#sounds.heard()?.getAudioTracks()[0]);
    this.#meter(meterOf(spoken));
    if (!this.running) return;
    this.#loudest.spoken = Math.max(this.#loudest.spoken, spoken);
    this.#loudest.back = Math.max(this.#loudest.back, back);
  }
}

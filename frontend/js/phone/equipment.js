/** The user's devices, and the test of them, on the phone's leg. */

/** @import { PhoneConnection } from './connection.js' */
/** @import { Ringer } from './ringer.js' */

import { app } from '../app.js';
import { Devices } from './devices.js';
import { SoundTest } from './soundtest.js';

/**
 * @param {object} parts
 * @param {PhoneConnection} parts.leg
 * @param {Ringer} parts.ringer
 * @param {HTMLAudioElement} parts.sound plays what comes from the server
 * @param {() => Promise<void>} parts.talk lets the microphone be heard or not
 * @param {() => void} parts.changed something to draw changed
 * @param {(percent: number) => void} parts.meter shows the level of the microphone
 */
export function equipment({ leg, ringer, sound, talk, changed, meter }) {
  const devices = new Devices(app.session?.user.id ?? '', (role, id) => {
    if (role === 'microphone') return leg.useMicrophone(id);
    return role === 'ringer' ? ringer.useDevice(id) : sound.setSinkId?.(id);
  }, changed);
  const test = new SoundTest({
    microphone: () => leg.track,
    heard: () => /** @type {MediaStream | null} */ (sound.srcObject),
    stats: () => leg.stats(),
    talk,
    labels: () => ({ microphone: leg.track?.label ?? '', speaker: devices.now.speaker.label, ringer: devices.now.ringer.label }),
  }, changed, meter);
  return { devices, test };
}

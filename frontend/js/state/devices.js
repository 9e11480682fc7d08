/** Which sound device is meant by a choice that was made earlier, perhaps with other devices plugged in. Pure. */

/** @typedef {'microphone' | 'speaker' | 'ringer'} DeviceRole */
/** @typedef {{ id: string, label: string }} Device a device of this moment, or one that was chosen once */
/** @typedef {Partial<Record<DeviceRole, Device>>} DeviceChoices what is not in it is the computer's default */
/** @typedef {{ id: string, label: string, missing: string }} UsedDevice `id` "": the default; `missing`: label of the chosen one that is not there */

/** @type {DeviceRole[]} */
export const ROLES = ['microphone', 'speaker', 'ringer'];

/** @type {Record<DeviceRole, MediaDeviceKind>} */
const KINDS = { microphone: 'audioinput', speaker: 'audiooutput', ringer: 'audiooutput' };

/** Names under which Chrome lists a device a second time. */
const ALIASES = new Set(['', 'default', 'communications']);

/**
 * The devices that can be chosen for a role.
 * @param {{ kind: string, deviceId: string, label: string }[]} present as `enumerateDevices` gives them
 * @param {DeviceRole} role
 * @returns {Device[]}
 */
export function candidates(present, role) {
  return present.filter(({ kind, deviceId }) => kind === KINDS[role] && !ALIASES.has(deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/**
 * The device to use: the chosen one, known by its id, or by its label where the browser has given it another id; else
 * the default, until it is plugged in again.
 * @param {Device | undefined} choice
 * @param {Device[]} devices
 * @returns {UsedDevice}
 */
export function used(choice, devices) {
  if (!choice?.id) return { id: '', label: '', missing: '' };
  const found = devices.find(({ id }) => id === choice.id) ?? devices.find(({ label }) => label !== '' && label === choice.label);
  if (found) return { ...found, missing: '' };
  return { id: '', label: '', missing: choice.label || choice.id };
}

/**
 * Choices as they were stored; what cannot be read is no choice.
 * @param {string | null} stored
 * @returns {DeviceChoices}
 */
export function readChoices(stored) {
  /** @type {DeviceChoices} */
  const choices = {};
  let read;
  try {
    read = JSON.parse(stored ?? '{}');
  } catch (error) {
    return choices;
  }
  for (const role of ROLES) {
    const { id, label } = read?.[role] ?? {};
    if (typeof id === 'string' && typeof label === 'string' && id) choices[role] = { id, label };
  }
  return choices;
}

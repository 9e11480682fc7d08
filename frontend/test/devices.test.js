import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, readChoices, used } from '../js/state/devices.js';

const input = (deviceId, label) => ({ kind: 'audioinput', deviceId, label });
const output = (deviceId, label) => ({ kind: 'audiooutput', deviceId, label });
const HEADSET = { id: 'h1', label: 'Headset' };

test('each role has its own devices, each once', () => {
  const present = [input('default', 'Default - Headset'), input('communications', 'Headset'), input('h1', 'Headset'), output('h2', 'Headset'), output('', ''), { kind: 'videoinput', deviceId: 'v', label: 'Camera' }];
  assert.deepEqual(candidates(present, 'microphone'), [HEADSET]);
  assert.deepEqual(candidates(present, 'speaker'), [{ id: 'h2', label: 'Headset' }]);
  assert.deepEqual(candidates(present, 'ringer'), [{ id: 'h2', label: 'Headset' }]);
});

test('without a choice the default is used', () => {
  assert.deepEqual(used(undefined, [HEADSET]), { id: '', label: '', missing: '' });
});

test('a chosen device that is unplugged gives way to the default, which is said, and comes back', () => {
  assert.deepEqual(used(HEADSET, [HEADSET]), { ...HEADSET, missing: '' });
  assert.deepEqual(used(HEADSET, [{ id: 'x', label: 'Built-in' }]), { id: '', label: '', missing: 'Headset' });
  assert.deepEqual(used({ id: 'h1', label: '' }, []), { id: '', label: '', missing: 'h1' });
});

test('a device whose id has changed is known by its label; one without a label is not', () => {
  assert.deepEqual(used(HEADSET, [{ id: 'h9', label: 'Headset' }]), { id: 'h9', label: 'Headset', missing: '' });
  assert.equal(used({ id: 'h1', label: '' }, [{ id: 'h9', label: '' }]).id, '');
});

test('choices that cannot be read are none', () => {
  assert.deepEqual(readChoices(null), {});
  assert.deepEqual(readChoices('{'), {});
  assert.deepEqual(readChoices('null'), {});
  assert.deepEqual(readChoices('{"microphone":{"id":1},"speaker":{"id":"s","label":"S"},"other":{"id":"o","label":""}}'), { speaker: { id: 's', label: 'S' } });
});

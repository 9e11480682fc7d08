import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyAction } from '../js/state/keys.js';

const idle = { ringing: false, dialing: false, connected: false, held: false, number: '' };
const press = (key, context = {}) => keyAction({ key }, { ...idle, ...context });

test('digits go into the number, in a call to the other party', () => {
  for (const key of ['0', '9', '*', '#']) {
    assert.equal(press(key), 'digit');
    assert.equal(press(key, { connected: true }), 'dtmf');
  }
  assert.equal(press('a'), null);
});

test('Enter answers before it dials, and dials only a number outside calls', () => {
  assert.equal(press('Enter', { ringing: true, number: '1' }), 'answer');
  assert.equal(press('Enter', { number: '1' }), 'dial');
  assert.equal(press('Enter'), null);
  assert.equal(press('Enter', { connected: true, number: '1' }), null);
  assert.equal(press('Enter', { dialing: true, number: '1' }), null);
});

test('Escape rejects, stops dialling or clears, and never ends a conversation', () => {
  assert.equal(press('Escape', { ringing: true }), 'reject');
  assert.equal(press('Escape', { dialing: true }), 'hangup');
  assert.equal(press('Escape', { number: '1' }), 'clear');
  assert.equal(press('Escape', { connected: true, number: '1' }), null);
  assert.equal(press('Escape', { held: true, number: '1' }), null);
});

test('hold and hang up are for calls only', () => {
  assert.equal(press('h', { connected: true }), 'hold');
  assert.equal(press('H', { held: true }), 'hold');
  assert.equal(press('h'), null);
  assert.equal(press('End', { held: true }), 'hangup');
  assert.equal(press('End'), null);
});

test('keys with a modifier belong to the browser', () => {
  assert.equal(keyAction({ key: '1', ctrlKey: true }, idle), null);
  assert.equal(keyAction({ key: 'Enter', metaKey: true }, { ...idle, ringing: true }), null);
});

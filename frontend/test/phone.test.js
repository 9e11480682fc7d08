import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canDial, needsMicrophone, obstacle, outgoingGroups, pressedStatus, primaryCall, toldByFailedCall } from '../js/state/phone.js';

const view = (states = [], more = {}) => ({ switch_up: true, attached: true, devices: 0, calls: states.map((state) => ({ call: state, state })), ...more });

test('keys act on the call that rings, then on the one that is talked on', () => {
  assert.equal(primaryCall(view(['held', 'ringing']))?.state, 'ringing');
  assert.equal(primaryCall(view(['held', 'connected']))?.state, 'connected');
  assert.equal(primaryCall(view()), undefined);
  assert.equal(primaryCall(null), undefined);
});

test('the microphone is attached from dialling on, never while it only rings', () => {
  assert.equal(needsMicrophone(view(['ringing'])), false);
  for (const state of ['dialing', 'connected', 'held']) assert.equal(needsMicrophone(view([state])), true);
  assert.equal(needsMicrophone(view(['ringing', 'held'])), true);
});

test('dialling needs the switch, a phone and no call', () => {
  assert.equal(canDial(view()), true);
  assert.equal(canDial(view([], { attached: false })), false);
  assert.equal(canDial(view([], { attached: false, devices: 1 })), true);
  assert.equal(canDial(view([], { switch_up: false })), false);
  assert.equal(canDial(view(['held'])), false);
  assert.equal(canDial(null), false);
});

test('the nearest cause is told', () => {
  assert.equal(obstacle(view(), false, 'failed'), 'disconnected');
  assert.equal(obstacle(view([], { switch_up: false }), true, 'failed'), 'switch_down');
  assert.equal(obstacle(view(), true, 'microphone_denied'), 'microphone_denied');
  assert.equal(obstacle(view(), true, 'failed'), 'no_phone');
  assert.equal(obstacle(view([], { devices: 1 }), true, 'microphone_missing'), null);
  assert.equal(obstacle(view(), true, 'connected'), null);
  assert.equal(obstacle(view([], { attached: false }), true, 'desk'), 'no_desk_phone');
  assert.equal(obstacle(view([], { attached: false, devices: 1 }), true, 'desk'), null);
});

test('a refused call is told once, by its failure in the view', () => {
  const refused = Object.assign(new Error(), { code: 'number_not_allowed' });
  assert.equal(toldByFailedCall(view([], { failed: { reason: 'number_not_allowed' } }), refused), true);
  assert.equal(toldByFailedCall(view([], { failed: { reason: 'busy' } }), refused), false);
  assert.equal(toldByFailedCall(view([], { failed: null }), refused), false);
  assert.equal(toldByFailedCall(view([], { failed: { reason: 'busy' } }), null), false);
});

test('an operator shows numbers of their own groups only', () => {
  const groups = [{ id: 'a', members: [{ user: 'op', tier: 1 }] }, { id: 'b', members: [] }];
  assert.deepEqual(outgoingGroups(groups, { user: { id: 'op', role: 'operator' } }).map(({ id }) => id), ['a']);
  assert.equal(outgoingGroups(groups, { user: { id: 'sv', role: 'supervisor' } }).length, 2);
});

test('the present status is pressed, in a call the one that was chosen for afterwards', () => {
  assert.equal(pressedStatus(view([], { status: 'acw', next: null })), 'acw');
  assert.equal(pressedStatus(view(['connected'], { status: 'talking', next: 'lunch_break' })), 'lunch_break');
  assert.equal(pressedStatus(view(['connected'], { status: 'talking', next: 'available' })), 'available');
  assert.equal(pressedStatus(view(['connected'], { status: 'short_break', next: null })), 'short_break', 'an internal call');
});

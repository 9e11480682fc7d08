/** What applies to an operator of the board, and why the rest does not (F3.10). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operatorActions } from '../js/state/operator_actions.js';
import { canDial, needsMicrophone } from '../js/state/phone.js';
import { keyAction } from '../js/state/keys.js';

const permissions = ['monitor', 'phone'];
const phone = { calls: [], supervision: null, switch_up: true, attached: true, devices: 0 };
const every = (row, own = phone, rights = permissions) => Object.fromEntries(
  operatorActions({ row: { id: 'op1', ...row }, own, permissions: rights, chat: true }).filter(({ id }) => id !== 'chat').map(({ id, reason }) => [id, reason]),
);
/** Those that need the supervisor's own phone. */
const reasons = (...situation) => {
  const all = every(...situation);
  delete all.force_log_out;
  delete all.status;
  return all;
};

test('forced log-out needs both rights and somebody logged in, but no phone', () => {
  const both = ['monitor', 'monitor_settings'];
  const forced = (row, rights = both) => every(row, null, rights).force_log_out;
  assert.equal(forced({ status: 'talking' }), '');
  assert.equal(forced({ status: 'logged_out', lost: true }), '');
  assert.equal(forced({ status: 'logged_out', lost: false }), 'logged_out');
  for (const right of both) assert.equal(forced({ status: 'talking' }, [right]), 'no_permission');
});

test('a status is chosen for whoever is logged in, with the right of it and without a phone', () => {
  const why = (status, rights = ['monitor', 'monitor_settings']) => every({ status }, null, rights).status;
  assert.deepEqual([why('available'), why('talking'), why('logged_out')], ['', '', 'logged_out']);
  assert.equal(why('available', ['monitor', 'phone']), 'no_permission');
});

test('a message can be written to whom nobody can call, and without a phone, but not without chat', () => {
  const why = (chat) => operatorActions({ row: { id: 'op1', status: 'logged_out' }, own: null, permissions: ['monitor'], chat }).find(({ id }) => id === 'chat').reason;
  assert.deepEqual([why(true), why(false)], ['', 'chat_off']);
});

test('an operator in a call may be called and supervised', () => {
  for (const status of ['talking', 'holding', 'internal', 'dialing']) {
    assert.deepEqual(reasons({ status }), { internal: '', listen: '', whisper: '', barge: '' }, status);
  }
});

test('who is in no call may be called only', () => {
  for (const status of ['available', 'ringing', 'acw', 'preparing', 'lunch_break', 'work:1']) {
    assert.deepEqual(reasons({ status }), { internal: '', listen: 'not_in_call', whisper: 'not_in_call', barge: 'not_in_call' }, status);
  }
});

test('nothing applies to who is logged out', () => {
  assert.deepEqual(new Set(Object.values(reasons({ status: 'logged_out' }))), new Set(['logged_out']));
});

test('without the rights, the own phone or the switch nothing applies, and it is said which', () => {
  const all = (reason) => ({ internal: reason, listen: reason, whisper: reason, barge: reason });
  assert.deepEqual(reasons({ status: 'talking' }, phone, ['phone']), all('no_permission'));
  assert.deepEqual(reasons({ status: 'talking' }, phone, ['monitor']), all('no_permission'));
  assert.deepEqual(reasons({ status: 'talking' }, null), all('disconnected'));
  assert.deepEqual(reasons({ status: 'talking' }, { ...phone, switch_up: false }), all('switch_down'));
  assert.deepEqual(reasons({ status: 'talking' }, { ...phone, calls: [{}] }), all('own_call'));
});

test('the mode that is on does not begin again; others and other operators do', () => {
  const own = { ...phone, supervision: { operator: 'op1', mode: 'whisper' } };
  assert.deepEqual(reasons({ status: 'talking' }, own), { internal: 'own_call', listen: '', whisper: 'now', barge: '' });
  assert.deepEqual(reasons({ status: 'talking', id: 'op2' }, own), { internal: 'own_call', listen: '', whisper: '', barge: '' });
});

test('who listens has no microphone; who whispers or talks has', () => {
  const inMode = (mode) => needsMicrophone({ ...phone, supervision: { operator: 'op1', mode } });
  assert.deepEqual(['listen', 'whisper', 'barge'].map(inMode), [false, true, true]);
});

test('who is in a call as a supervisor does not dial, and End leaves', () => {
  assert.equal(canDial({ ...phone, supervision: { operator: 'op1', mode: 'listen' } }), false);
  const context = { ringing: false, dialing: false, connected: false, held: false, supervising: true, number: '201' };
  assert.equal(keyAction({ key: 'Enter' }, context), null);
  assert.equal(keyAction({ key: 'End' }, context), 'hangup');
  assert.equal(keyAction({ key: 'End' }, { ...context, supervising: false }), null);
});

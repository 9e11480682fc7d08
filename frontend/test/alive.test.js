/** A page stays alive for the server by its timer, and by its stream where the browser slows the timer down (F1.5). */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { HEARD, SignsOfLife } from '../js/state/alive.js';

/** A page whose timers turn only if `timers` says so. */
function page() {
  mock.timers.enable({ apis: ['setTimeout'] });
  const world = { at: 0, given: [], page: new EventTarget(), now: () => world.at };
  const signs = new SignsOfLife(() => world.given.push(world.at), () => 10_000, world);
  return { world, signs, heard: () => world.page.dispatchEvent(new Event(HEARD)), stop: () => { signs.close(); mock.timers.reset(); } };
}

test('the timer gives one at each turn', () => {
  const { world, stop } = page();
  for (const at of [10_000, 20_000]) {
    world.at = at;
    mock.timers.tick(10_000);
  }
  assert.deepEqual(world.given, [10_000, 20_000]);
  stop();
});

test('where the timer does not turn, what the stream brings gives one, but not more often', () => {
  const { world, heard, stop } = page();
  for (const at of [5_000, 15_000, 16_000, 24_999, 30_000]) {
    world.at = at;
    heard();
  }
  assert.deepEqual(world.given, [15_000, 30_000]);
  stop();
});

test('the timer counts from the last one, whatever gave it', () => {
  const { world, heard, stop } = page();
  mock.timers.tick(9_000);
  world.at = 12_000; // late
  heard();
  mock.timers.tick(9_999);
  assert.deepEqual(world.given, [12_000]);
  mock.timers.tick(1);
  assert.equal(world.given.length, 2);
  stop();
});

test('a page that is left gives none', () => {
  const { world, signs, heard, stop } = page();
  signs.close();
  world.at = 60_000;
  heard();
  mock.timers.tick(60_000);
  assert.deepEqual(world.given, []);
  stop();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visibleRange, WHOLE } from '../js/state/window.js';

const list = (more) => visibleRange({ count: 500, wide: 1, pitch: 30, top: 0, height: 600, ...more });

test('a short list is drawn whole, a long one that nobody has measured by its beginning', () => {
  assert.deepEqual(list({ count: WHOLE }), { from: 0, to: WHOLE });
  assert.deepEqual(list({ pitch: 0 }), { from: 0, to: WHOLE });
});

test('what can be seen is always drawn, and little more', () => {
  for (const wide of [1, 6, 10]) {
    for (let top = -3000; top < 20_000; top += 170) {
      const { from, to } = list({ top, wide });
      assert.equal(from % wide, 0);
      const first = Math.max(0, Math.floor(top / 30)) * wide;
      const last = Math.min(500, Math.ceil((top + 600) / 30) * wide);
      if (first < 500 && last > 0) assert.ok(from <= first && to >= last, `${wide} ${top}: ${from}–${to}`);
      assert.ok(to > from && to - from <= 62 * wide, `${wide} ${top}: ${from}–${to}`);
    }
  }
});

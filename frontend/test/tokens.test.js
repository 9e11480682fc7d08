/** The dark theme of the system and the one chosen by hand are the same, and texts keep the contrast of WCAG AA. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { luminance } from '../js/state/colour.js';

const css = readFileSync(path.join(import.meta.dirname, '../css/tokens.css'), 'utf8');
const declarations = (block) => Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
const block = (selector) => declarations(css.slice(css.indexOf(`${selector} {`)).split('}')[0]);
const light = block(':root');
const dark = block(':root[data-theme="dark"]');

const PAIRS = [
  ['ink', 'ground'], ['ink', 'surface'], ['ink', 'surface-2'], ['ink', 'raised'], ['ink', 'info-soft'],
  ['ink-2', 'ground'], ['ink-2', 'surface'], ['ink-2', 'surface-2'], ['ink-3', 'surface'], ['ink-3', 'surface-2'],
  ['brand-ink', 'brand'], ['brand-text', 'brand-soft'], ['brand-text', 'ground'], ['brand-text', 'surface'],
  ['go-ink', 'go'], ['stop-ink', 'stop'], ['hold-ink', 'hold'], ['warn-text', 'warn-soft'],
  ['error-text', 'error-soft'], ['error-text', 'surface'], ['error-text', 'ground'], ['alert-ink', 'alert'], ['go-text', 'ground'],
  ['ink', 'heat-1'], ['ink', 'heat-2'], ['ink', 'heat-3'], ['ink', 'heat-4'], ['ink', 'heat-5'],
];

test('both dark blocks are equal', () => {
  assert.deepEqual(block(':root:not([data-theme="light"])'), dark);
  assert.ok(Object.keys(dark).length > 30);
});

for (const [theme, tokens] of Object.entries({ light, dark })) {
  test(`texts can be read in the ${theme} theme`, () => {
    for (const [text, ground] of PAIRS) {
      const [low, high] = [luminance(tokens[text]), luminance(tokens[ground])].sort((a, b) => a - b);
      const contrast = (high + 0.05) / (low + 0.05);
      assert.ok(contrast >= 4.5, `${text} on ${ground}: ${contrast.toFixed(2)}`);
    }
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inkOn, luminance } from '../js/state/colour.js';

test('text on any status colour keeps the contrast of WCAG AA', () => {
  for (let red = 0; red <= 255; red += 15) {
    for (let green = 0; green <= 255; green += 15) {
      for (let blue = 0; blue <= 255; blue += 51) {
        const hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
        const [low, high] = [luminance(hex), luminance(inkOn(hex))].sort((a, b) => a - b);
        assert.ok((high + 0.05) / (low + 0.05) >= 4.5, hex);
      }
    }
  }
});

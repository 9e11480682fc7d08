/** Light, dark or as the system has it; remembered in this browser. Also the colours of the statuses. */

/** @import { StatusInfo } from './api/types' */

import { inkOn } from './state/colour.js';

/** @typedef {'system' | 'light' | 'dark'} Theme */

const STORED = 'kikite.theme';
/** @type {Theme[]} */
const THEMES = ['system', 'light', 'dark'];
const statusSheet = new CSSStyleSheet();

/** @returns {Theme} */
export function theme() {
  return THEMES.find((known) => known === localStorage.getItem(STORED)) ?? 'system';
}

/** @param {Theme} next */
export function useTheme(next) {
  localStorage.setItem(STORED, next);
  showTheme(next);
}

/** For this page only. @param {Theme} next */
export function showTheme(next) {
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}

/** @returns {Theme} the one after the present */
export function nextTheme() {
  return THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length] ?? 'system';
}

/**
 * Give every `[data-status=…]` the master's colour (F9.4) as `--status` and a text colour that is readable on it.
 * A constructed sheet, because the CSP allows no inline style.
 * @param {Pick<StatusInfo, 'id' | 'colour'>[]} statuses
 */
export function useStatusColours(statuses) {
  const rules = statuses
    .filter((status) => /^#[0-9a-f]{6}$/i.test(status.colour))
    .map((status) => `[data-status="${CSS.escape(status.id)}"]{--status:${status.colour};--status-ink:${inkOn(status.colour)}}`);
  statusSheet.replaceSync(rules.join('\n'));
  document.adoptedStyleSheets = [statusSheet];
}

/** Line icons, 24 × 24, in the text's colour. Decoration only: what they mean is said in text beside them. */

import { html, svg } from 'lit-html';

const SHAPES = {
  board: svg`<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M3 10h18M9 10v10"/>`,
  groups: svg`<path d="M4 6h16M4 12h16M4 18h10"/>`,
  operators: svg`<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-4 3-6 6.5-6s5.900 2 6.500 6M16 4.800a3.500 3.500 0 0 1 0 6.400M18 14.500c2 .8 3.200 2.600 3.500 5.500"/>`,
  phone: svg`<path d="M6.500 3h3l1.500 4.500-2 1.500a12 12 0 0 0 6 6l1.500-2 4.500 1.500v3a2.500 2.500 0 0 1-2.700 2.500C10.800 19.400 4.600 13.200 4 5.700A2.500 2.500 0 0 1 6.500 3Z"/>`,
  hangup: svg`<path d="M3 13.500c5-5 13-5 18 0l-1.500 3.200-4.300-1.500v-2.600a14 14 0 0 0-6.400 0v2.600l-4.300 1.500Z"/>`,
  history: svg`<path d="M4 12a8 8 0 1 0 2.500-5.800M4 4v4h4M12 8v4.500l3 2"/>`,
  logout: svg`<path d="M14 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h8M10 12h11M17.500 8.500 21 12l-3.500 3.500"/>`,
  alert: svg`<path d="M12 3.500 22 20.500H2ZM12 10v4.500M12 17.300v.4"/>`,
  lost: svg`<path d="M3 3l18 18M5 9.500a12 12 0 0 1 3.500-2.200M19 9.500A12 12 0 0 0 12.500 7M8.500 13.500a7 7 0 0 1 2-1.300M15.500 13.500l-.4-.3M12 18v.2"/>`,
  hold: svg`<path d="M8 5v14M16 5v14"/>`,
  play: svg`<path d="M7 4.500v15l12-7.500Z"/>`,
  keypad: svg`<path d="M5 5h.1M12 5h.1M19 5h.1M5 12h.1M12 12h.1M19 12h.1M5 19h.1M12 19h.1M19 19h.1"/>`,
  backspace: svg`<path d="M8.500 5H21v14H8.500L2.500 12ZM12 9.500l5 5M17 9.500l-5 5"/>`,
  incoming: svg`<path d="M18 6 6.500 17.500M6 9v9h9"/>`,
  outgoing: svg`<path d="M6 18 17.500 6.500M9 6h9v9"/>`,
  internal: svg`<path d="M4 8h14M14.500 4.500 18 8l-3.500 3.500M20 16H6M9.500 12.500 6 16l3.500 3.500"/>`,
  transfer: svg`<path d="M3 8h12M11.500 4.500 15 8l-3.500 3.500M9 16h12M17.500 12.500 21 16l-3.500 3.500"/>`,
  park: svg`<path d="M8 20V4h5a4.500 4.500 0 0 1 0 9H8"/>`,
  listen: svg`<path d="M4 14v-2a8 8 0 0 1 16 0v2"/><rect x="3" y="14" width="4.500" height="6" rx="1.500"/><rect x="16.500" y="14" width="4.500" height="6" rx="1.500"/>`,
  whisper: svg`<path d="M4 5h16v11h-8l-4.500 4v-4H4ZM8.500 10.500h.1M12 10.500h.1M15.500 10.500h.1"/>`,
  mic: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21"/>`,
  bell: svg`<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15ZM10 20.500h4"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400"/>`,
  moon: svg`<path d="M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z"/>`,
  system: svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 3.500v17M12 7a5 5 0 0 1 0 10" />`,
  language: svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.500 6 3.500 9s-.5 6-3.500 9c-3-3-3.500-6-3.500-9S9 6 12 3Z"/>`,
  chat: svg`<path d="M4 5h16v11H11l-5 4v-4H4Z"/>`,
  search: svg`<circle cx="10.500" cy="10.500" r="6.500"/><path d="m15.500 15.500 5 5"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  up: svg`<path d="M12 19V5.500M6 11l6-6 6 6"/>`,
  down: svg`<path d="M12 5v13.500M6 13l6 6 6-6"/>`,
  check: svg`<path d="m4.500 12.500 5 5 10-11"/>`,
  settings: svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.500"/><circle cx="8" cy="17" r="2.500"/>`,
  gear: svg`<circle cx="12" cy="12" r="2.800"/><path d="M18.4 10.5L21.3 10.7L21.3 13.3L18.4 13.5L17.6 15.5L19.5 17.7L17.7 19.5L15.5 17.6L13.5 18.4L13.3 21.3L10.7 21.3L10.5 18.4L8.5 17.6L6.3 19.5L4.5 17.7L6.4 15.5L5.6 13.5L2.7 13.3L2.7 10.7L5.6 10.5L6.4 8.5L4.5 6.3L6.3 4.5L8.5 6.4L10.5 5.6L10.7 2.7L13.3 2.7L13.5 5.6L15.5 6.4L17.7 4.5L19.5 6.3L17.6 8.5Z"/>`,
  calendar: svg`<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/>`,
  download: svg`<path d="M12 4v11M7 10.500l5 5 5-5M4.500 20h15"/>`,
  chevron: svg`<path d="m9 5 7 7-7 7"/>`,
};

/** @typedef {keyof typeof SHAPES} IconName */

/** @param {IconName} name */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}

/** Text colour on a status colour of the master. Pure. */

/**
 * WCAG relative luminance.
 * @param {string} hex `#rrggbb`
 * @returns {number} 0 (black) to 1 (white)
 */
export function luminance(hex) {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/**
 * Black or white, whichever contrasts more: always at least 4.58:1 (WCAG AA).
 * @param {string} hex
 * @returns {'#000000' | '#ffffff'}
 */
export function inkOn(hex) {
  const light = luminance(hex);
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? '#000000' : '#ffffff';
}

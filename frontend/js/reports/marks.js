/** Shapes of a chart as SVG paths: markers that differ without colour, lines, slices of a pie. Pure. */

const R = 4;

/** @type {((x: number, y: number, r: number) => string)[]} */
const MARKERS = [
  (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
  (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}Z`,
  (x, y, r) => `M${x} ${y - 1.3 * r}l${1.2 * r} ${2.2 * r}h${-2.4 * r}Z`,
  (x, y, r) => `M${x} ${y - 1.4 * r}l${1.4 * r} ${1.4 * r}l${-1.4 * r} ${1.4 * r}l${-1.4 * r} ${-1.4 * r}Z`,
  (x, y, r) => `M${x} ${y + 1.3 * r}l${1.2 * r} ${-2.2 * r}h${-2.4 * r}Z`,
  (x, y, r) => `M${x - r} ${y - 0.4 * r}h${0.6 * r}v${-0.6 * r}h${0.8 * r}v${0.6 * r}h${0.6 * r}v${0.8 * r}h${-0.6 * r}v${0.6 * r}h${-0.8 * r}v${-0.6 * r}h${-0.6 * r}Z`,
];

/** @param {number} value px, to a tenth */
const short = (value) => Math.round(value * 10) / 10;

/**
 * @param {number} kind
 * @param {number} x
 * @param {number} y
 * @param {number} [r] px
 */
export function marker(kind, x, y, r = R) {
  return MARKERS[kind % MARKERS.length]?.(short(x), short(y), r) ?? '';
}

/** A line through points. @param {readonly { x: number, y: number }[]} points */
export function linePath(points) {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('');
}

/**
 * A slice of a pie.
 * @param {{ from: number, to: number }} slice parts of 1, from the top clockwise
 * @param {number} r of the pie around 0, 0
 */
export function slicePath({ from, to }, r) {
  if (to - from >= 0.9999) return marker(0, 0, 0, r);
  const a = onCircle(from, r);
  const b = onCircle(to, r);
  return `M0 0L${a.x} ${a.y}A${r} ${r} 0 ${to - from > 0.5 ? 1 : 0} 1 ${b.x} ${b.y}Z`;
}

/** @param {number} part of 1, from the top clockwise @param {number} r */
export function onCircle(part, r) {
  return { x: short(r * Math.sin(2 * Math.PI * part)), y: short(-r * Math.cos(2 * Math.PI * part)) };
}

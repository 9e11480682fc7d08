/** A report's rows, laid out for charts and tables: lines of subject and period, buckets beside each other. Pure. */

/** @import { Report, ReportRow } from '../api/types' */

/** @typedef {{ period: number, subject: number, at: number }} Line `at`: its place among all */
/** @typedef {{ value: number | null, pending: boolean } | null} Point null: the day has not come */

/** Colours, shapes and dashes that follow one another before they come again. */
export const COLOURS = 8;
export const MARKERS = 6;
export const DASHES = 5;

export class Layout {
  /** @param {Report} report */
  constructor(report) {
    this.report = report;
    const wide = report.subjects.length;
    /** By period, bucket and subject. @type {ReportRow[][][]} */
    this.cells = report.periods.map(() => []);
    for (const row of report.rows) {
      const of = this.cells[row.period] ?? [];
      const bucket = of.at(-1);
      if (!bucket || bucket.length === wide || bucket[0]?.bucket !== row.bucket) of.push([row]);
      else bucket.push(row);
    }
    /** How many buckets the longest period has. */
    this.length = Math.max(0, ...this.cells.map((of) => of.length));
    /** Whether every period has the same buckets, such as the hours of the clock. */
    this.aligned = report.periods.length === 1 || report.unit === 'hour' || report.unit === 'weekday';
    /** By period, then subject. @type {Line[]} */
    this.lines = report.periods.flatMap((_, period) => report.subjects.map((__, subject) => ({ period, subject, at: period * wide + subject })));
  }

  /** @param {number} period @param {number} at @returns {string} the bucket there, "" for none */
  bucket(period, at) {
    return this.cells[period]?.[at]?.[0]?.bucket ?? '';
  }

  /** @param {Line} line @param {number} at @returns {ReportRow | undefined} */
  row({ period, subject }, at) {
    return this.cells[period]?.[at]?.[subject];
  }

  /** @param {Line} line @returns {ReportRow | undefined} */
  total({ at }) {
    return this.report.totals[at];
  }

  /**
   * The figures of one column along a line.
   * @param {Line} line
   * @param {number} column its place
   * @returns {Point[]}
   */
  points(line, column) {
    return Array.from({ length: this.length }, (_, at) => {
      const row = this.row(line, at);
      return row ? { value: row.values[column] ?? null, pending: row.pending } : null;
    });
  }

  /** Whether any figure is still to change. */
  get pending() {
    return this.report.rows.some((row) => row.pending) || this.report.totals.some((row) => row.pending);
  }
}

/**
 * How a line looks: without colour, its shape and dash tell it from others.
 * @param {Line} line
 * @param {number} periods how many there are
 * @param {number} subjects
 */
export function styleOf({ period, subject }, periods, subjects) {
  if (subjects === 1) return { colour: period % COLOURS, marker: period % MARKERS, dash: period % DASHES };
  const dash = periods > 1 ? period : Math.trunc(subject / COLOURS);
  return { colour: subject % COLOURS, marker: subject % MARKERS, dash: dash % DASHES };
}

/**
 * The pieces of a line between its gaps.
 * @template T
 * @param {readonly (T | null)[]} points
 * @returns {T[][]}
 */
export function pieces(points) {
  /** @type {T[][]} */
  const found = [];
  let open = false;
  for (const point of points) {
    if (point === null) open = false;
    else if (open) found.at(-1)?.push(point);
    else {
      found.push([point]);
      open = true;
    }
  }
  return found;
}

/**
 * The slices of a pie, from the top clockwise.
 * @param {readonly number[]} sizes
 * @returns {{ from: number, to: number }[]} parts of 1
 */
export function slices(sizes) {
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  let from = 0;
  return sizes.map((size) => {
    const to = whole > 0 ? from + size / whole : from;
    const slice = { from, to };
    from = to;
    return slice;
  });
}

/**
 * The point that an arrow key leads to: along the line over its gaps, or to the nearest of another line.
 * @param {readonly (readonly ({ at: number } | null)[])[]} lines
 * @param {{ at: number, line: number }} from
 * @param {string} key as in `KeyboardEvent.key`
 * @returns {{ at: number, line: number } | null | undefined} undefined: no such key; null: there is no point
 */
export function nextSpot(lines, from, key) {
  const across = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
  const line = (from.line + across + lines.length) % lines.length;
  const spots = (lines[line] ?? []).filter((spot) => spot !== null);
  const nearest = () => spots.reduce((near, spot) => (Math.abs(spot.at - from.at) < Math.abs(near.at - from.at) ? spot : near), spots[0] ?? { at: -1 });
  /** @type {Record<string, () => { at: number } | undefined>} */
  const ways = {
    ArrowLeft: () => spots.findLast(({ at }) => at < from.at) ?? spots[0],
    ArrowRight: () => spots.find(({ at }) => at > from.at) ?? spots.at(-1),
    Home: () => spots[0],
    End: () => spots.at(-1),
    ArrowUp: nearest,
    ArrowDown: nearest,
  };
  const way = ways[key];
  if (!way) return undefined;
  const spot = spots.length > 0 ? way() : undefined;
  return spot ? { at: spot.at, line } : null;
}

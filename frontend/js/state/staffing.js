/** 要員計画: from half-hours to a table of the week, its colours and the axes of a curve. Pure. */

/** @import { Achieved, PlanTerms, SlotPlan, StaffingSlot, StaffingView } from '../api/types' */

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const MEASURES = /** @type {const} */ (['needed', 'scheduled', 'volume', 'handling', 'load', 'service_level']);
/** @typedef {typeof MEASURES[number]} Measure */
/** Steps of colour in the table; 0 is nothing. */
export const HEATS = 6;
/** Seconds of patience that can be asked for. */
export const PATIENCE = { min: 1, max: 7200 };

/** What is asked for on the page. `patience_s` null: as observed. @typedef {Required<PlanTerms>} Terms */

/** @type {Terms} */
export const FIRST_TERMS = {
  model: 'erlang_a', level: 80, within_s: 20, max_abandonment: null, max_occupancy: null, shrinkage: 30, volume: 0, handling: 0, patience_s: null,
};

/** A half-hour that can be planned. @typedef {StaffingSlot & { handle_s: number }} PlannedSlot */

/** Half-hours that are planned: those with a handling time. @param {StaffingView} view @returns {PlannedSlot[]} */
export const planned = (view) => view.slots.filter((slot) => slot.handle_s !== null).map((slot) => ({ ...slot, handle_s: slot.handle_s ?? 0 }));

/**
 * What the calculator is asked for; a patience that was observed is used where none is given.
 * @param {StaffingView} view
 * @param {Terms} terms
 * @param {number | null} curve
 */
export function planRequest(view, terms, curve) {
  const slots = planned(view).map(({ volume, handle_s }) => ({ volume, handle_s }));
  return { slots, terms: { ...terms, patience_s: terms.patience_s ?? observedPatience(view) }, curve };
}

/** @param {StaffingView} view @returns {number | null} s, as far as it can be asked for */
export function observedPatience(view) {
  const mean = view.patience.mean_s;
  return mean === null ? null : Math.min(Math.max(Math.round(mean * 10) / 10, PATIENCE.min), PATIENCE.max);
}

/**
 * The rows of the week: half-hours from the first to the last that has calls on any day, with the place of each
 * weekday's slot among the planned ones.
 * @param {StaffingSlot[]} slots
 * @returns {{ days: string[], rows: { begin: string, at: Map<string, number> }[] }}
 */
export function week(slots) {
  /** @type {Map<string, Map<string, number>>} */
  const rows = new Map();
  slots.forEach((slot, place) => rows.set(slot.begin, (rows.get(slot.begin) ?? new Map()).set(slot.weekday, place)));
  const begins = [...rows.keys()].sort();
  const busy = (/** @type {string} */ begin) => [...(rows.get(begin)?.values() ?? [])].some((place) => (slots[place]?.calls ?? 0) > 0);
  const [first, last] = [begins.findIndex(busy), begins.findLastIndex(busy)];
  const shown = first < 0 ? [] : begins.slice(first, last + 1);
  return {
    days: WEEKDAYS.filter((day) => slots.some(({ weekday }) => weekday === day)),
    rows: shown.map((begin) => ({ begin, at: rows.get(begin) ?? new Map() })),
  };
}

/** @type {Record<Measure, (plan: SlotPlan) => number | null>} */
const VALUES = {
  needed: ({ needed }) => needed?.agents ?? null,
  scheduled: ({ scheduled }) => scheduled,
  volume: ({ volume }) => volume,
  handling: ({ handle_s }) => handle_s,
  load: ({ load }) => load,
  service_level: ({ needed }) => (needed && needed.agents > 0 ? needed.service_level : null),
};

/**
 * @param {SlotPlan} plan
 * @param {Measure} measure
 * @returns {number | null}
 */
export const value = (plan, measure) => VALUES[measure](plan);

/**
 * Which step of colour a value has: from the smallest that is something to the largest.
 * @param {number | null} one
 * @param {(number | null)[]} all
 */
export function heat(one, all) {
  if (one === null || one <= 0) return 0;
  const some = all.filter((other) => other !== null && other > 0).map(Number);
  const [least, most] = [Math.min(...some), Math.max(...some)];
  return most > least ? 1 + Math.round(((one - least) / (most - least)) * (HEATS - 2)) : HEATS - 1;
}

/**
 * Hours of work in a day or week: each operator of a half-hour is half an hour.
 * @param {(number | null)[]} operators
 */
export function hours(operators) {
  return operators.reduce((/** @type {number} */ sum, one) => sum + (one ?? 0) / 2, 0);
}

/** The busiest half-hour. @param {StaffingSlot[]} slots @returns {number | null} its place */
export function busiest(slots) {
  const loads = slots.map(({ volume, handle_s }) => volume * (handle_s ?? 0));
  return loads.length > 0 ? loads.indexOf(Math.max(...loads)) : null;
}

/** @param {string} begin `09:30` @returns {string} `10:00`, and `24:00` at the end of the day */
export function endOf(begin) {
  const minutes = Number(begin.slice(0, 2)) * 60 + Number(begin.slice(3)) + 30;
  return `${String(Math.trunc(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * The cell that an arrow leads to: the next one in that direction that is there.
 * @param {{ days: string[], rows: { at: Map<string, number> }[] }} table
 * @param {number} place
 * @param {string} key
 * @returns {number | null}
 */
export function moved(table, place, key) {
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
  if (!step) return null;
  let row = table.rows.findIndex(({ at }) => [...at.values()].includes(place));
  let day = table.days.findIndex((name) => table.rows[row]?.at.get(name) === place);
  while (true) {
    row += /** @type {number} */ (step[0]);
    day += /** @type {number} */ (step[1]);
    const [found, name] = [table.rows[row], table.days[day]];
    if (!found || name === undefined) return null;
    const next = found.at.get(name);
    if (next !== undefined) return next;
  }
}

/**
 * Marks on an axis of whole numbers, some six of them.
 * @param {number} first
 * @param {number} last
 */
export function marks(first, last) {
  const rough = Math.max((last - first) / 6, 1);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * size).find((one) => one >= rough) ?? rough;
  const found = [];
  for (let mark = Math.ceil(first / step) * step; mark <= last; mark += step) found.push(mark);
  return found;
}

/**
 * The points of the curve around the number that is needed, for the table below it.
 * @param {Achieved[]} points
 * @param {number} needed
 */
export function around(points, needed) {
  const at = points.findIndex(({ agents }) => agents === needed);
  return at < 0 ? points.slice(0, 7) : points.slice(Math.max(0, at - 3), at + 4);
}

/**
 * The period of so many weeks up to yesterday.
 * @param {string} today `2026-11-23`
 * @param {number} weeks
 * @returns {{ from: string, to: string }}
 */
export function lastWeeks(today, weeks) {
  const day = (/** @type {number} */ back) => new Date(Date.parse(`${today}T00:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
  return { from: day(7 * weeks), to: day(1) };
}

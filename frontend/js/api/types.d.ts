/**
 * Shapes of the API under the names that the front end uses. Those of the contract come from the generated `schema.d.ts`.
 * Times are RFC 3339 strings in UTC.
 */

import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['SessionAnswer'];
export type StatusInfo = Schemas['StatusView'];
export type GroupInfo = Schemas['GroupView'];
export type PhoneView = Schemas['PhoneView'];
export type PhoneCall = Schemas['PhoneCall'];
export type CallState = Schemas['PhoneCallState'];
export type Direction = Schemas['Direction'];
export type CallerId = Schemas['CallerId'];
export type Problem = Schemas['ProblemDetails'];

export type Cells = Record<string, number | null>;
export type Clocks = Record<string, string | null>;

export interface BoardRow {
  id: string;
  name: string;
  number: string;
  cells: Cells;
  clocks: Clocks;
}

export interface OperatorRow extends BoardRow {
  extension: string;
  status: string;
  since: string | null;
  alert: boolean;
  lost: boolean;
  phone: boolean;
}

export interface BoardSnapshot {
  position: number;
  at: string;
  overall: BoardRow;
  groups: BoardRow[];
  operators: OperatorRow[];
}

/** A row of a change: only what changed. */
export type RowPatch<Row extends BoardRow> = Partial<Row> & { id: string };

export interface BoardChange {
  position: number;
  at: string;
  overall?: Partial<BoardRow> | null;
  groups?: RowPatch<BoardRow>[];
  operators?: RowPatch<OperatorRow>[];
}

export interface HistoryCall {
  id: string;
  started_at: string;
  direction: Direction;
  from_number: string;
  from_name: string;
  caller_id: CallerId;
  to_number: string;
  group_name: string;
  operator_name: string;
  result: string;
  ring_s: number | null;
  talk_s: number | null;
}

export interface HistoryLeg {
  kind: string;
  operator_name: string;
  extension: string;
  began_at: string;
  ended_at: string | null;
  duration_s: number | null;
  outcome: string;
  group_name: string;
}

export interface HistoryDetail extends HistoryCall {
  legs: HistoryLeg[];
}

export interface HistoryPage {
  items: HistoryCall[];
  next_cursor: string | null;
}

/** Shapes of the API as the front end uses them (`docs/architecture.md`, "The API"). Times are RFC 3339 strings in UTC. */

export interface SessionUser {
  id: string;
  name: string;
  role: 'operator' | 'supervisor';
  extension: string;
  permissions: string[];
}

export interface Session {
  user: SessionUser;
  /** Path of the first page after the log-in (F1.2). */
  landing: string;
  since: string;
  server_time: string;
}

export interface StatusInfo {
  id: string;
  ja: string;
  en: string;
  /** `#rrggbb` */
  colour: string;
  order: number;
  choosable: boolean;
}

export type CallState = 'ringing' | 'dialing' | 'connected' | 'held';
export type Direction = 'inbound' | 'outbound' | 'internal';
export type CallerId = 'number' | 'withheld' | 'payphone' | 'unavailable';

export interface PhoneCall {
  call: string;
  direction: Direction;
  state: CallState;
  number: string;
  name: string;
  caller_id: CallerId;
  group: string;
  group_name: string;
  since: string;
  answered: string | null;
  held_since: string | null;
}

export interface PhoneView {
  operator: string;
  name: string;
  extension: string;
  status: string | null;
  chosen: string | null;
  since: string | null;
  alert: boolean;
  attached: boolean;
  devices: number;
  switch_up: boolean;
  server_time: string;
  calls: PhoneCall[];
}

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

export interface GroupInfo {
  id: string;
  name: string;
  number: string;
  members: { user: string; tier: number }[];
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
  outcome: string;
}

export interface HistoryDetail extends HistoryCall {
  legs: HistoryLeg[];
}

export interface HistoryPage {
  items: HistoryCall[];
  next_cursor: string | null;
}

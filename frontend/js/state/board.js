/** The live board: snapshot, then changes (F3.11). Pure; rows that did not change stay the same objects. */

/** @import { BoardChange, BoardRow, BoardSnapshot, BoardTrunk, OperatorChange, OperatorRow, RowChange } from '../api/types' */

/**
 * @param {Record<string, string>} clocks
 * @param {Record<string, string | null>} changed a clock that stops is null
 * @returns {Record<string, string>}
 */
function patchClocks(clocks, changed) {
  const after = Object.entries({ ...clocks, ...changed });
  return Object.fromEntries(after.filter(/** @returns {entry is [string, string]} */ (entry) => entry[1] !== null));
}

/**
 * @template {BoardRow | OperatorRow} Row
 * @param {Row} row
 * @param {RowChange | OperatorChange} change
 * @returns {Row}
 */
function patchRow(row, change) {
  return {
    ...row,
    ...change,
    cells: change.cells ? { ...row.cells, ...change.cells } : row.cells,
    clocks: change.clocks ? patchClocks(row.clocks, change.clocks) : row.clocks,
  };
}

/**
 * @template {BoardRow | OperatorRow} Row
 * @param {Row[]} rows
 * @param {(RowChange | OperatorChange)[]} changes rows come and go only by a new snapshot
 * @returns {Row[]}
 */
function patchRows(rows, changes) {
  if (changes.length === 0) return rows;
  const byId = new Map(changes.map((change) => [change.id, change]));
  return rows.map((row) => {
    const change = byId.get(row.id);
    return change ? patchRow(row, change) : row;
  });
}

/**
 * @param {BoardTrunk[]} trunks
 * @param {BoardTrunk[]} changed whole rows
 * @returns {BoardTrunk[]}
 */
function patchTrunks(trunks, changed) {
  if (changed.length === 0) return trunks;
  const byId = new Map(changed.map((trunk) => [trunk.id, trunk]));
  return trunks.map((trunk) => byId.get(trunk.id) ?? trunk);
}

/**
 * The board after `change`. A change that the board already contains (sent again after a reconnection) is ignored.
 * @param {BoardSnapshot} board
 * @param {BoardChange} change
 * @returns {BoardSnapshot}
 */
export function applyChange(board, change) {
  if (change.position <= board.position) return board;
  return {
    position: change.position,
    at: change.at,
    overall: change.overall ? patchRow(board.overall, change.overall) : board.overall,
    groups: patchRows(board.groups, change.groups ?? []),
    operators: patchRows(board.operators, change.operators ?? []),
    trunks: patchTrunks(board.trunks, change.trunks ?? []),
  };
}

/** The live board: snapshot, then changes (F3.11). Pure; rows that did not change stay the same objects. */

/** @import { BoardChange, BoardRow, BoardSnapshot, RowPatch } from '../api/types' */

/**
 * @template {BoardRow} Row
 * @param {Row} row
 * @param {Partial<Row>} patch
 * @returns {Row}
 */
function patchRow(row, patch) {
  return {
    ...row,
    ...patch,
    cells: patch.cells ? { ...row.cells, ...patch.cells } : row.cells,
    clocks: patch.clocks ? { ...row.clocks, ...patch.clocks } : row.clocks,
  };
}

/**
 * @template {BoardRow} Row
 * @param {Row[]} rows
 * @param {RowPatch<Row>[] | undefined} patches
 * @returns {Row[]}
 */
function patchRows(rows, patches) {
  if (!patches?.length) return rows;
  const byId = new Map(patches.map((patch) => [patch.id, patch]));
  const patched = rows.map((row) => {
    const patch = byId.get(row.id);
    byId.delete(row.id);
    return patch ? patchRow(row, /** @type {Partial<Row>} */ (patch)) : row;
  });
  // A row that the snapshot did not have comes whole.
  const added = [...byId.values()].map((patch) => /** @type {Row} */ ({ cells: {}, clocks: {}, ...patch }));
  return [...patched, ...added];
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
    groups: patchRows(board.groups, change.groups),
    operators: patchRows(board.operators, change.operators),
  };
}

/** The change that makes one text into another, for editors that only know their text as a whole. */

export interface Replacement {
  /** In UTF-16 code units of the old text. */
  from: number;
  to: number;
  insert: string;
}

/**
 * The smallest single replacement that makes `before` into `after`; null where they are equal.
 *
 * `caret`, the place of the cursor in `after`, settles which of several equal ones is meant: typing a third
 * "a" behind "aa" and in front of it give the same text.
 */
export function replacement(before: string, after: string, caret = after.length): Replacement | null {
  if (before === after) return null;
  // What is behind the caret was not touched: typing, deleting and pasting all end at the caret.
  const longest = Math.min(before.length, after.length);
  let tail = 0;
  const mostTail = Math.min(longest, after.length - Math.min(caret, after.length));
  while (
    tail < mostTail &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  let head = 0;
  while (head < longest - tail && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  // Where the caret was no help (a change by something else than a key), shorten from the end as well.
  while (
    tail < longest - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}

/** CodeMirror's name of what a text area's `InputEvent.inputType` did. */
export function userEventOf(inputType: string): string {
  if (inputType.startsWith("insertFromPaste") || inputType === "insertFromYank") return "input.paste";
  if (inputType.startsWith("insertFromDrop")) return "input.drop";
  if (inputType === "deleteByCut") return "delete.cut";
  if (inputType === "deleteByDrag") return "move.drop";
  if (inputType.startsWith("delete")) return "delete";
  if (inputType === "historyUndo") return "undo";
  if (inputType === "historyRedo") return "redo";
  return inputType.startsWith("insertComposition") ? "input.type.compose" : "input.type";
}

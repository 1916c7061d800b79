/** What the plain text area needs beside its own behaviour. */

import { replacement } from "./diff.ts";

type Area = Pick<
  HTMLTextAreaElement,
  "value" | "selectionStart" | "selectionEnd" | "setSelectionRange" | "scrollTop"
>;

/** Where `position` is after the text between `from` and `to` was replaced by `length` units. */
export function mapped(position: number, from: number, to: number, length: number): number {
  if (position <= from) return position;
  if (position >= to) return position + length - (to - from);
  return from + Math.min(position - from, length);
}

/** Shows `text`, with the selection and the scroll place where they were in it. Nothing if it is shown already. */
export function restore(area: Area, text: string): void {
  const change = replacement(area.value, text);
  if (change === null) return;
  const { selectionStart, selectionEnd, scrollTop } = area;
  const move = (position: number) => mapped(position, change.from, change.to, change.insert.length);
  area.value = text;
  area.setSelectionRange(move(selectionStart), move(selectionEnd));
  area.scrollTop = scrollTop;
}

/** The offset of a line and column (both from 1), clamped to the text. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const index = Math.min(Math.max(1, line), lines.length) - 1;
  const before = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  return before + Math.min(Math.max(0, column - 1), lines[index]?.length ?? 0);
}

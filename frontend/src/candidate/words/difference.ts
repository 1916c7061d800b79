/** Where an output first differs from what was expected, for showing both aligned. */

export interface FirstDifference {
  /** From 1. */
  line: number;
  /** From 1, in characters; past the end of the shorter line where one is the start of the other. */
  column: number;
  /** The two lines; null where that side has no such line. */
  expected: string | null;
  got: string | null;
}

function linesOf(text: string): string[] {
  const lines = text.replace(/\r\n/g, "\n").split("\n");
  while (lines.length > 0 && lines.at(-1)?.trimEnd() === "") lines.pop();
  return lines;
}

/** Null where the two are equal but for white space at the ends of lines and of the text. */
export function firstDifference(expected: string, got: string): FirstDifference | null {
  const left = linesOf(expected);
  const right = linesOf(got);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const a = left[index] ?? null;
    const b = right[index] ?? null;
    if (a !== null && b !== null && a.trimEnd() === b.trimEnd()) continue;
    const from = [...(a ?? "")];
    const to = [...(b ?? "")];
    let column = 0;
    while (column < from.length && column < to.length && from[column] === to[column]) column++;
    return { line: index + 1, column: column + 1, expected: a, got: b };
  }
  return null;
}

/** Around `column`, at most `width` characters of a long line, with how many were left off before it. */
export function excerpt(line: string, column: number, width = 72): { text: string; column: number } {
  const characters = [...line];
  if (characters.length <= width) return { text: line, column };
  const start = Math.max(0, Math.min(column - 1 - Math.floor(width / 2), characters.length - width));
  const before = start > 0 ? "…" : "";
  const after = start + width < characters.length ? "…" : "";
  return {
    text: before + characters.slice(start, start + width).join("") + after,
    column: column - start + before.length,
  };
}

/** White space made visible: spaces as `·`, tabs as `→`, ends of lines as `↵`. */
export function visible(text: string): string {
  return text.replace(/ /g, "·").replace(/\t/g, "→\t").replace(/\r/g, "␍").replace(/\n/g, "↵\n");
}

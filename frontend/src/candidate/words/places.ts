/** Finds places in the candidate's file that a compiler or a stack trace names. */

export interface Place {
  line: number;
  /** From 1, where the tool names one. */
  column?: number;
}

/** A stretch of tool output: plain, or one that names a place. */
export interface Stretch {
  text: string;
  place?: Place;
}

function pattern(file: string): RegExp {
  const name = file.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // gcc, clang, node: FILE:7:5   javac: FILE:7   tsc: FILE(7,5)   Python: File "FILE", line 7
  return new RegExp(`(?<![\\w.-])${name}(?:", line |:|\\()(\\d+)(?:[:,](\\d+))?`, "g");
}

function place(match: RegExpMatchArray): Place {
  const column = match[2] === undefined ? undefined : Number(match[2]);
  return column === undefined ? { line: Number(match[1]) } : { line: Number(match[1]), column };
}

/** All places of `file` that `output` names, in order. */
export function placesIn(output: string, file: string): Place[] {
  return [...output.matchAll(pattern(file))].map(place);
}

/** `output` cut into stretches, so that each place can be made a link. */
export function stretches(output: string, file: string): Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  for (const match of output.matchAll(pattern(file))) {
    if (match.index > end) found.push({ text: output.slice(end, match.index) });
    found.push({ text: match[0], place: place(match) });
    end = match.index + match[0].length;
  }
  if (end < output.length) found.push({ text: output.slice(end) });
  return found;
}

export interface Crash {
  /** The kind of error as the language names it, for example `IndexError`. */
  kind: string | null;
  /** What the language says about it. */
  detail: string;
  place: Place | null;
}

const RAISED =
  /^(?:Exception in thread "[^"]*" |Uncaught |terminate called after throwing an instance of ')?([A-Za-z_][\w.$]*(?:Error|Exception|Interrupt|Exit|[a-z]+::\w+|std::\w+))'?(?::\s*(.*))?$/;

/** What a program that crashed said about it on its error stream. */
export function crashIn(stderr: string, file: string): Crash {
  const places = placesIn(stderr, file);
  // Python names the innermost call last, every other language first.
  const innermost = file.endsWith(".py") ? places.at(-1) : places[0];
  const lines = stderr.split("\n").map((line) => line.trim());
  const matches = lines.map((line) => RAISED.exec(line)).filter((match) => match !== null);
  const raised = file.endsWith(".py") ? matches.at(-1) : matches[0];
  const kind = raised?.[1]?.split(/[.$]/).at(-1) ?? null;
  return { kind, detail: raised?.[2]?.trim() ?? "", place: innermost ?? null };
}

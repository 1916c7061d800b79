/** The parts that match, as lines of one side. */

import type { AlikePart } from "../api.ts";

export type SideName = "one" | "other";

export interface Mark {
  label: string;
  /** Its place among the parts: which colour it has. */
  at: number;
  /** It is the part's first line on this side, which carries the letter. */
  first: boolean;
}

/** Line number to its part. Where two parts share a line it is the first's, as in the text of `assay similarity`. */
export function marks(parts: readonly AlikePart[], side: SideName): Map<number, Mark> {
  const found = new Map<number, Mark>();
  parts.forEach((part, at) => {
    const { first: begin, last } = part[side];
    let first = true;
    for (let line = begin; line <= last; line++) {
      if (found.has(line)) continue;
      found.set(line, { label: part.label, at, first });
      first = false;
    }
  });
  return found;
}

export function step(parts: readonly AlikePart[], at: number, by: -1 | 1): AlikePart | undefined {
  return parts[at + by];
}

export function range({ first, last }: AlikePart[SideName]): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

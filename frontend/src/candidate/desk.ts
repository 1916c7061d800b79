/** What the room needs of whoever keeps the work: the session, or the practice that keeps nothing. */

import type { Schemas } from "../api/client.ts";
import type { EditorFile } from "../editor/file.ts";

export type OwnCase = Schemas["OwnCase"];

/** A run or submission, from the moment it is asked for. */
export interface Attempt {
  id: string;
  purpose: "run" | "submit";
  problem: string;
  language: string;
  cases: readonly OwnCase[] | null;
  /** False while it waits in this browser for the line. */
  sent: boolean;
  /** Its place before the judge, where the wait is long and the place is known. */
  wait: { ahead: number; seconds: number | null } | null;
  judged: Schemas["Judged"] | null;
  /** When the answer came. */
  at: Date | null;
}

export interface Desk {
  readonly practice: boolean;
  readonly readOnly: boolean;
  readonly online: boolean;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  /** Where own cases are kept, or null where they are not. */
  readonly keep: string | null;
  file(id: string): EditorFile;
  view(problem: string, language: string): void;
  run(problem: string, language: string, cases: readonly OwnCase[] | null): void;
  submit(problem: string, language: string): void;
}

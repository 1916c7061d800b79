/** What the room needs of whoever keeps the work: the session, or the practice that keeps nothing. */

import type { Schemas } from "../api/client.ts";
import type { EditorFile } from "../editor/file.ts";
import type { Wait } from "./words/wait.ts";

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
  /** `performance.now()` when it was asked for. */
  asked: number;
  /** Its place before the judge, where the wait is long and the place is known. */
  wait: Wait | null;
  judged: Schemas["Judged"] | null;
  /** The answer is not the first one: what was found before did not count. */
  again: boolean;
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

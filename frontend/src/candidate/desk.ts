/** What the room needs of whoever keeps the work: the session, or the practice that keeps nothing. */

import type { EditorState, Extension } from "@codemirror/state";
import type { Schemas } from "../api/client.ts";

export type OwnCase = Schemas["OwnCase"];

/** One text that an editor can be put on. */
export interface EditorFile {
  readonly id: string;
  /** The state for an `EditorView` with the page's extensions; taken at the moment the view shows it. */
  open(extensions: Extension): EditorState;
  text(): string;
  /** An edit without a view; positions in UTF-16 code units. */
  change(spec: { from: number; to: number; insert: string }, userEvent: string): void;
  /** Called after every change of the text. */
  onText(listener: () => void): () => void;
}

/** A run or submission, from the moment it is asked for. */
export interface Attempt {
  id: string;
  purpose: "run" | "submit";
  problem: string;
  language: string;
  cases: readonly OwnCase[] | null;
  /** False while it waits in this browser for the line. */
  sent: boolean;
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

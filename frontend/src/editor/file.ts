import type { EditorState, Extension } from "@codemirror/state";

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

/** The undo history across a reload: kept with the text it belongs to, used again only where it fits. */

import { historyField } from "@codemirror/commands";
import { EditorState, type Extension, type Text } from "@codemirror/state";

/** An editor's text, selection and history, and the file's confirmed version when it was taken. */
export interface UndoState {
  version: number;
  /** `EditorState.toJSON` with the history field. */
  editor: { doc: string; [field: string]: unknown };
}

export function takeUndo(state: EditorState, version: number): UndoState {
  return { version, editor: state.toJSON({ history: historyField }) };
}

/** The editor as it was left, or null if it does not fit this text or cannot be read. */
export function restoreUndo(undo: UndoState, text: Text, extension: Extension): EditorState | null {
  if (undo.editor.doc.length !== text.length || undo.editor.doc !== text.toString()) return null;
  try {
    const state = EditorState.fromJSON(undo.editor, { extensions: extension }, { history: historyField });
    return state.doc.eq(text) ? state : null;
  } catch (error) {
    // Written by another version of the editor: the work is not touched, only its undo steps are given up.
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

const SAVE_MS = 300;

/** Saves a file's undo state some time after its last change, or at once when the page is hidden. */
export class UndoSaver<F> {
  readonly #save: (file: F) => void;
  readonly #waiting = new Map<F, ReturnType<typeof setTimeout>>();

  constructor(save: (file: F) => void) {
    this.#save = save;
  }

  soon(file: F): void {
    clearTimeout(this.#waiting.get(file));
    this.#waiting.set(
      file,
      setTimeout(() => this.#saveNow(file), SAVE_MS),
    );
  }

  now(): void {
    for (const file of [...this.#waiting.keys()]) this.#saveNow(file);
  }

  #saveNow(file: F): void {
    clearTimeout(this.#waiting.get(file));
    this.#waiting.delete(file);
    this.#save(file);
  }
}

/** A text that is kept nowhere but in this page: for practice. */

import { history } from "@codemirror/commands";
import { EditorState, type Extension, StateEffect, type Transaction } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";
import type { EditorFile } from "../editor/file.ts";

export class LocalFile implements EditorFile {
  readonly id: string;
  #state: EditorState;
  #view: EditorView | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #own: Extension = [
    history(),
    EditorView.updateListener.of((update) => this.#changed(update.state, update.docChanged)),
    ViewPlugin.define((view) => {
      this.#view = view;
      return {
        destroy: () => {
          if (this.#view === view) this.#view = null;
        },
      };
    }),
  ];

  constructor(id: string, text: string) {
    this.id = id;
    this.#state = EditorState.create({ doc: text, extensions: this.#own });
  }

  open(extensions: Extension): EditorState {
    const effects = StateEffect.reconfigure.of([this.#own, extensions]);
    this.#state = this.#state.update({ effects }).state;
    return this.#state;
  }

  text(): string {
    return this.#state.doc.toString();
  }

  change(spec: { from: number; to: number; insert: string }, userEvent: string): void {
    this.#dispatch(this.#state.update({ changes: spec, userEvent }));
  }

  onText(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #dispatch(transaction: Transaction): void {
    if (this.#view) this.#view.dispatch(transaction);
    else this.#changed(transaction.state, transaction.docChanged);
  }

  #changed(state: EditorState, docChanged: boolean): void {
    this.#state = state;
    if (docChanged) for (const listener of this.#listeners) listener();
  }
}

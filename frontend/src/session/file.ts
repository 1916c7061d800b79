/**
 * One file of the session: the text that the log has, and an `EditorState` with the pending edits in it.
 *
 * The state lives here whether or not a view shows it, so remote edits, selection and undo history go on
 * while another file, or no editor at all, is on screen.
 */

import { ChangeSet, EditorState, type Extension, StateEffect, Text, Transaction } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { type Editing, fromLog, frozen, originOf, sessionExtension } from "./collab.ts";
import type { DataOf, Origin, SessionEvent } from "./protocol.ts";
import { restoreUndo, takeUndo, type UndoState } from "./undo.ts";
import type { StoredEdit } from "./writer.ts";

/** Called for every local edit, in order. */
export type OnEdit = (file: SessionFile, changes: ChangeSet, origin: Origin) => void;

/** A pending edit: what it does and when it was made, in ms since the session was opened. */
export interface Step {
  changes: ChangeSet;
  t: number;
}

/** How far back an undo history is made of the log's edits. */
const UNDO_STEPS = 300;

export class SessionFile implements Editing {
  readonly id: string;
  readonly problem: string;
  readonly language: string;
  /** All edits that the log has; the file's version is their number. */
  readonly edits: StoredEdit[] = [];
  readonly #start: Text;
  #confirmed: Text;
  #state: EditorState | null = null;
  #view: EditorView | null = null;
  #frozen = false;
  readonly #onEdit: OnEdit;
  readonly #listeners = new Set<() => void>();

  constructor(created: DataOf["file"], onEdit: OnEdit) {
    this.id = created.file;
    this.problem = created.problem;
    this.language = created.language;
    // Only "\n" divides lines: the log counts every other character, "\r" too, as itself.
    this.#start = Text.of(created.text.split("\n"));
    this.#confirmed = this.#start;
    this.#onEdit = onEdit;
  }

  get version(): number {
    return this.edits.length;
  }

  /** The text that the server has. */
  get confirmed(): Text {
    return this.#confirmed;
  }

  /** The text with all pending edits of this tab in it. */
  get text(): Text {
    return this.#current.doc;
  }

  /** The view's state, if there is a view: only it can say what the view will take. */
  get #current(): EditorState {
    const state = this.#view?.state ?? this.#state;
    if (state === null) throw new Error(`${this.id} cannot be opened yet: the session is still loading`);
    return state;
  }

  get ready(): boolean {
    return this.#state !== null;
  }

  /** Take in an edit that the log has. */
  store(event: SessionEvent<"edit">): StoredEdit {
    if (event.data.version !== this.version) {
      throw new RangeError(
        `${this.id}: an edit at version ${event.data.version} after version ${this.version}`,
      );
    }
    const changes = ChangeSet.fromJSON(event.data.changes);
    this.#confirmed = changes.apply(this.#confirmed);
    const edit = { writer: event.writer, n: event.n, t: event.t, version: this.version, changes };
    this.edits.push(edit);
    return edit;
  }

  /**
   * Make the editor state, once the log has arrived: the confirmed text, then the pending edits on top.
   * The undo history is taken up from `undo` where it fits, and goes on with what `writer` did since; else
   * it is made anew of the writer's last edits.
   */
  build(pending: readonly Step[], writer: string, undo: UndoState | null): void {
    const extension = sessionExtension(this, this.#frozen);
    const steps = [
      ...this.edits.map((edit) => ({ changes: edit.changes, t: edit.t, own: edit.writer === writer })),
      ...pending.map((step) => ({ ...step, own: true })),
    ];
    const anewFrom = Math.max(0, steps.length - UNDO_STEPS);
    let text = this.#start;
    let anew: EditorState | null = null;
    let restored: EditorState | null = null;
    steps.forEach(({ changes, t, own }, version) => {
      if (undo !== null && version >= undo.version) restored ??= restoreUndo(undo, text, extension);
      if (version === anewFrom) anew = EditorState.create({ doc: text, extensions: extension });
      text = changes.apply(text);
      const annotations = [fromLog.of(true), Transaction.addToHistory.of(own), Transaction.time.of(t)];
      const spec = { changes, annotations, filter: false };
      if (restored !== null) restored = restored.update(spec).state;
      else if (anew !== null) anew = anew.update(spec).state;
    });
    if (undo !== null) restored ??= restoreUndo(undo, text, extension);
    this.#state = restored ?? anew ?? EditorState.create({ doc: text, extensions: extension });
  }

  /** The state to show in an `EditorView`, with the page's own extensions beside the session's. */
  open(extensions: Extension): EditorState {
    const all = [sessionExtension(this, this.#frozen), extensions];
    const effects = StateEffect.reconfigure.of(all);
    this.#state = this.#current.update({ effects }).state;
    return this.#state;
  }

  /** An edit made without a view, for example in a plain text area. */
  change(spec: { from: number; to: number; insert: string }, userEvent: string): void {
    const state = this.#current;
    this.#dispatch(state.update({ changes: { ...spec, insert: state.toText(spec.insert) }, userEvent }));
  }

  /** A change from elsewhere, already mapped over the pending edits. Not undone by this tab's undo. */
  receive(changes: ChangeSet): void {
    if (this.#state === null) return;
    const annotations = [fromLog.of(true), Transaction.addToHistory.of(false), Transaction.remote.of(true)];
    this.#dispatch(this.#current.update({ changes, annotations, filter: false }));
  }

  /** Read-only from now on. */
  freeze(): void {
    if (this.#frozen) return;
    this.#frozen = true;
    if (this.#state === null) return;
    this.#dispatch(this.#current.update({ effects: frozen.reconfigure(EditorState.readOnly.of(true)) }));
  }

  undoState(): UndoState | null {
    return this.#state === null ? null : takeUndo(this.#state, this.version);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  attach(view: EditorView): void {
    if (view.state !== this.#state) {
      throw new Error(
        `${this.id}: the view was made with a state that is out of date; call open() just before`,
      );
    }
    this.#view = view;
  }

  detach(view: EditorView): void {
    if (this.#view === view) this.#view = null;
  }

  changed(state: EditorState, transactions: readonly Transaction[]): void {
    this.#state = state;
    let changed = false;
    for (const transaction of transactions) {
      if (!transaction.docChanged) continue;
      changed = true;
      if (transaction.annotation(fromLog) !== true) {
        this.#onEdit(this, transaction.changes, originOf(transaction));
      }
    }
    if (changed) for (const listener of this.#listeners) listener();
  }

  #dispatch(transaction: Transaction): void {
    if (this.#view !== null) this.#view.dispatch(transaction);
    else this.changed(transaction.state, [transaction]);
  }
}

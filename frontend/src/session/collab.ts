/** The CodeMirror extension of one file: sends local transactions to the session, and takes in remote ones. */

import { history } from "@codemirror/commands";
import { Annotation, Compartment, EditorState, type Extension, type Transaction } from "@codemirror/state";
import { EditorView, ViewPlugin } from "@codemirror/view";
import { FILE_UNITS, type Origin } from "./protocol.ts";

/** Marks a transaction that brings what is in the log (or pending) already. */
export const fromLog = Annotation.define<true>();

/** Holds the read-only state; reconfigured when the session ends. */
export const frozen = new Compartment();

export interface Editing {
  attach(view: EditorView): void;
  detach(view: EditorView): void;
  changed(state: EditorState, transactions: readonly Transaction[]): void;
}

/** The undo history and the binding to the session. Goes before the page's own extensions. */
export function sessionExtension(file: Editing, isFrozen: boolean): Extension {
  return [
    history(),
    frozen.of(EditorState.readOnly.of(isFrozen)),
    EditorState.changeFilter.of(
      (tr) =>
        tr.annotation(fromLog) === true || (!tr.startState.readOnly && tr.changes.newLength <= FILE_UNITS),
    ),
    EditorView.updateListener.of((update) => file.changed(update.state, update.transactions)),
    ViewPlugin.define((view) => {
      file.attach(view);
      return { destroy: () => file.detach(view) };
    }),
  ];
}

/** The first that fits wins, so the longer names stand before their prefixes. */
const ORIGINS: readonly (readonly [string, Origin])[] = [
  ["input.paste", "paste"],
  ["input.drop", "drop"],
  ["input.complete", "complete"],
  ["input.indent", "indent"],
  ["indent", "indent"],
  ["delete.dedent", "indent"],
  ["delete.cut", "cut"],
  ["delete", "delete"],
  ["move", "move"],
  ["undo", "undo"],
  ["redo", "redo"],
  ["input.replace", "other"],
  ["input", "type"],
];

/** How an edit came about, from the transaction's own annotation. */
export function originOf(transaction: Transaction): Origin {
  return ORIGINS.find(([event]) => transaction.isUserEvent(event))?.[1] ?? "other";
}

/** Marks a line that a result points at, until the next change. */

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

const point = StateEffect.define<number>();

const pointed = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(point)) {
        return Decoration.set(Decoration.line({ class: "cm-pointed" }).range(effect.value));
      }
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const pointer: Extension = pointed;

/** Puts the cursor at a place (both from 1, clamped to the text), marks its line and takes the focus. */
export function goTo(view: EditorView, line: number, column = 1): void {
  const found = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
  const position = Math.min(found.from + Math.max(0, column - 1), found.to);
  view.dispatch({
    selection: { anchor: position },
    effects: [point.of(found.from), EditorView.scrollIntoView(position, { y: "center" })],
  });
  view.focus();
}

/** The replay's screen: a read-only CodeMirror that is moved from text to text by the smallest change, marks what
 * the last edit did and scrolls to it. Holds no state of the replay. */

import type { LanguageSupport } from "@codemirror/language";
import { Compartment, EditorState, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, lineNumbers } from "@codemirror/view";
import { theme } from "../editor/theme.ts";

interface Range {
  from: number;
  to: number;
}

const setMarks = StateEffect.define<readonly Range[]>();
const changedText = Decoration.mark({ class: "cm-replay-changed" });
const changedLine = Decoration.line({ class: "cm-replay-line" });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) next = decorate(transaction.state, effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** More lines than this are not marked one by one: the whole text changed. */
const MOST_LINES = 400;

function decorate(state: EditorState, ranges: readonly Range[]): DecorationSet {
  const found = [];
  for (const range of ranges) {
    const from = Math.min(range.from, state.doc.length);
    const to = Math.min(range.to, state.doc.length);
    const first = state.doc.lineAt(from).number;
    const last = Math.min(state.doc.lineAt(to).number, first + MOST_LINES);
    for (let n = first; n <= last; n++) found.push(changedLine.range(state.doc.line(n).from));
    if (to > from) found.push(changedText.range(from, to));
  }
  return Decoration.set(found, true);
}

/** The one change that makes `before` into `after`: what differs between their common start and common end. */
export function smallestChange(
  before: string,
  after: string,
): { from: number; to: number; until: number } | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let end = 0;
  while (
    end < shorter - from &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  return { from, to: before.length - end, until: after.length - end };
}

export class Screen {
  readonly view: EditorView;
  private language = new Compartment();
  private label = new Compartment();
  private text = "";

  constructor(parent: HTMLElement) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          marks,
          theme,
          this.language.of([]),
          this.label.of([]),
        ],
      }),
    });
  }

  setLanguage(support: LanguageSupport | null): void {
    this.view.dispatch({ effects: this.language.reconfigure(support ?? []) });
  }

  setLabel(label: string): void {
    const attributes = EditorView.contentAttributes.of({
      "aria-label": label,
      tabindex: "0",
      role: "textbox",
      "aria-readonly": "true",
      "aria-multiline": "true",
    });
    this.view.dispatch({ effects: this.label.reconfigure(attributes) });
  }

  /** Show this text with these ranges marked, and bring the first of them into sight. */
  show(text: Text, ranges: readonly Range[]): void {
    const after = text.toString();
    const change = smallestChange(this.text, after);
    this.text = after;
    const first = ranges[0];
    this.view.dispatch({
      ...(change && {
        changes: { from: change.from, to: change.to, insert: text.slice(change.from, change.until) },
      }),
      effects: [
        setMarks.of(ranges),
        ...(first
          ? [
              EditorView.scrollIntoView(Math.min(first.to, text.length), {
                y: "nearest",
                yMargin: 80,
                x: "nearest",
              }),
            ]
          : []),
      ],
    });
  }

  /** The text on screen, as it would be handed in. */
  get shown(): string {
    return this.view.state.doc.toString();
  }

  destroy(): void {
    this.view.destroy();
  }
}

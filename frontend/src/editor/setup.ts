/** The editor's extensions, without those of the session that it belongs to. */

import { defaultKeymap, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { escapeThenTab } from "./leave.ts";
import { pointer } from "./pointer.ts";
import { fontSize, theme } from "./theme.ts";

export interface Look {
  fontSize: number;
  tabSize: number;
  wrapLines: boolean;
  readOnly: boolean;
  /** The accessible name, for example "Code, Cart total, Python". */
  label: string;
}

/** Parts that change while the editor is open. */
export class Parts {
  readonly look = new Compartment();
  readonly language = new Compartment();
  readonly keys = new Compartment();
  readonly aids = new Compartment();
}

export function look(value: Look): Extension {
  return [
    fontSize(value.fontSize),
    EditorState.tabSize.of(value.tabSize),
    indentUnit.of(" ".repeat(value.tabSize)),
    value.wrapLines ? EditorView.lineWrapping : [],
    EditorState.readOnly.of(value.readOnly),
    EditorView.contentAttributes.of({
      "aria-label": value.label,
      "aria-describedby": "editor-help",
      "aria-readonly": String(value.readOnly),
      autocapitalize: "off",
      spellcheck: "false",
      tabindex: "0",
    }),
  ];
}

/** Everything but the session, the language, the keys and the look. */
export const fixed: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  codeFolding(),
  drawSelection(),
  dropCursor(),
  EditorState.allowMultipleSelections.of(true),
  indentOnInput(),
  bracketMatching(),
  rectangularSelection(),
  crosshairCursor(),
  highlightActiveLine(),
  pointer,
  escapeThenTab,
  theme,
  keymap.of([
    // Run is Ctrl+Enter: the default "insert a blank line" would stand in its way.
    ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"),
    ...historyKeymap,
    ...foldKeymap,
    indentWithTab,
  ]),
];

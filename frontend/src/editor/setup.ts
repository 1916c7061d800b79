/** The editor's extensions, without those of the session that it belongs to. */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completeAnyWord,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
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
    }),
  ];
}

/** Completion offers the words of the document and what the language knows of it; nothing from outside. */
const words = EditorState.languageData.of(() => [{ autocomplete: completeAnyWord }]);

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
  closeBrackets(),
  autocompletion({ icons: false }),
  words,
  rectangularSelection(),
  crosshairCursor(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
  pointer,
  escapeThenTab,
  theme,
  keymap.of([
    ...closeBracketsKeymap,
    // Run is Ctrl+Enter: the default "insert a blank line" would stand in its way.
    ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"),
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...completionKeymap,
    indentWithTab,
  ]),
];

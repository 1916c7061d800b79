/** Completion, closing brackets and find: loaded once the editor answers, so that it answers sooner. */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completeAnyWord,
  completionKeymap,
} from "@codemirror/autocomplete";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";

/** Completion offers the words of the document and what the language knows of it; nothing from outside. */
const words = EditorState.languageData.of(() => [{ autocomplete: completeAnyWord }]);

export const aids: Extension = [
  closeBrackets(),
  autocompletion({ icons: false }),
  words,
  highlightSelectionMatches(),
  search({ top: true }),
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...completionKeymap]),
];

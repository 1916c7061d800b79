/** Completion, closing brackets and find: loaded once the editor answers, so that it answers sooner. */

import {
  autocompletion,
  type CompletionResult,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completeAnyWord,
  completionKeymap,
} from "@codemirror/autocomplete";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";

export { closeCompletion };

/**
 * The words of the document, in every language alike. A word that is typed out already is not offered: Enter
 * must then be a new line and not the acceptance of nothing.
 */
export const words: CompletionSource = async (context) => {
  const found: CompletionResult | null = await completeAnyWord(context);
  if (!found) return null;
  const typed = context.state.sliceDoc(found.from, context.pos);
  const options = found.options.filter((option) => option.label !== typed);
  return { from: found.from, options };
};

export const aids: Extension = [
  closeBrackets(),
  autocompletion({ icons: false, override: [words] }),
  highlightSelectionMatches(),
  search({ top: true }),
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...completionKeymap]),
];

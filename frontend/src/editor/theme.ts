/** The editor's look, from the tokens: light and dark follow by themselves. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.controlKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.comment, tags.docComment], color: "var(--code-comment)", fontStyle: "italic" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.definition(tags.function(tags.variableName)),
    ],
    color: "var(--code-function)",
  },
  {
    tag: [tags.typeName, tags.className, tags.namespace, tags.standard(tags.typeName)],
    color: "var(--code-type)",
  },
  { tag: [tags.operator, tags.punctuation, tags.bracket, tags.meta], color: "var(--code-operator)" },
  { tag: [tags.variableName, tags.propertyName, tags.labelName], color: "var(--code-name)" },
  { tag: tags.invalid, color: "var(--failed)" },
]);

const base = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper-raised)" },
  // A focus ring of the region's own is drawn around the whole editor.
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--accent-strong)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--accent-strong)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--code-selection)",
  },
  ".cm-gutters": {
    color: "var(--ink-soft)",
    backgroundColor: "var(--paper-raised)",
    border: "none",
    fontVariantNumeric: "tabular-nums",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px", minWidth: "32px" },
  // Not opaque: the selection is drawn below the lines.
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--ink) 5%, transparent)",
  },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-wash)",
    outline: "1px solid var(--accent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--failed-wash)" },
  ".cm-searchMatch": { backgroundColor: "var(--attention-wash)", outline: "1px solid var(--attention)" },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: "var(--code-selection)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-wash)" },
  ".cm-pointed": { backgroundColor: "var(--attention-wash)" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--paper-sunk)", fontFamily: "var(--font-text)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--rule)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--rule)" },
  ".cm-panel.cm-search": { padding: "8px 12px", fontSize: "14px" },
  ".cm-panel.cm-search label": { fontSize: "14px" },
  ".cm-panel.cm-search [name=close]": { fontSize: "20px", padding: "0 8px", color: "var(--ink-soft)" },
  ".cm-textfield": {
    fontSize: "14px",
    border: "1px solid var(--rule-strong)",
    borderRadius: "4px",
    backgroundColor: "var(--paper-raised)",
    color: "var(--ink)",
  },
  ".cm-button": {
    fontSize: "14px",
    border: "1px solid var(--rule-strong)",
    borderRadius: "4px",
    background: "var(--paper-raised)",
    color: "var(--ink)",
  },
  ".cm-tooltip": {
    border: "1px solid var(--rule)",
    borderRadius: "6px",
    backgroundColor: "var(--paper-raised)",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
  },
  ".cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-foldPlaceholder": {
    border: "1px solid var(--rule)",
    backgroundColor: "var(--paper-sunk)",
    color: "var(--ink-soft)",
  },
  ".cm-fat-cursor": { background: "var(--accent) !important", color: "var(--on-accent) !important" },
  "&:not(.cm-focused) .cm-fat-cursor": {
    background: "none !important",
    outline: "1px solid var(--accent) !important",
    color: "inherit !important",
  },
});

export const theme: Extension = [base, syntaxHighlighting(highlight)];

export function fontSize(pixels: number): Extension {
  return EditorView.theme({ ".cm-scroller": { fontSize: `${pixels}px` } });
}

/** Code as coloured pieces, line by line, for pages that only show it. */

import { classHighlighter, highlightCode } from "@lezer/highlight";
import { loadLanguage } from "./languages.ts";

export interface Piece {
  text: string;
  /** `tok-keyword` and the like; empty where it has no colour. */
  classes: string;
}

/** Lines end at "\n" only, as they do in the editor. */
export function plainLines(code: string): Piece[][] {
  return code.split("\n").map((text) => (text ? [{ text, classes: "" }] : []));
}

export async function highlightedLines(code: string, language: string): Promise<Piece[][]> {
  const support = await loadLanguage(language);
  if (!support) return plainLines(code);
  const lines: Piece[][] = [[]];
  highlightCode(
    code,
    support.language.parser.parse(code),
    classHighlighter,
    (text, classes) => lines.at(-1)?.push({ text, classes }),
    () => lines.push([]),
  );
  return lines;
}

/** Grammars for reading code, each loaded when it is first needed. */

import type { LanguageSupport } from "@codemirror/language";
import { LANGUAGE_NAMES } from "../api/languages.ts";

const LOADERS: Record<string, () => Promise<LanguageSupport>> = {
  python: async () => (await import("@codemirror/lang-python")).python(),
  pypy: async () => (await import("@codemirror/lang-python")).python(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
  typescript: async () => (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
  java: async () => (await import("@codemirror/lang-java")).java(),
  c: async () => (await import("@codemirror/lang-cpp")).cpp(),
  cpp: async () => (await import("@codemirror/lang-cpp")).cpp(),
};

/** The language's grammar; null for one that is shown plain. */
export async function loadLanguage(id: string): Promise<LanguageSupport | null> {
  const load = LOADERS[id];
  return load ? load() : (await import("../editor/grammars.ts")).plainGrammar(id);
}

export function languageName(id: string): string {
  return LANGUAGE_NAMES[id] ?? id;
}

/** The editor's languages, each loaded when it is first used. */

import type { Extension } from "@codemirror/state";

const LOADERS: Record<string, () => Promise<Extension>> = {
  python: async () => (await import("@codemirror/lang-python")).python(),
  pypy: async () => (await import("@codemirror/lang-python")).python(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
  typescript: async () => (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
  java: async () => (await import("@codemirror/lang-java")).java(),
  c: async () => (await import("@codemirror/lang-cpp")).cpp(),
  cpp: async () => (await import("@codemirror/lang-cpp")).cpp(),
};

/** Highlighting and indentation of a language; nothing for one that the editor does not know. */
export async function languageSupport(id: string): Promise<Extension> {
  const load = LOADERS[id];
  return load ? load() : ((await import("./grammars.ts")).plainGrammar(id) ?? []);
}

export async function vimKeymap(): Promise<Extension> {
  return (await import("@replit/codemirror-vim")).vim({ status: true });
}

export function editorAids(): Promise<typeof import("./aids.ts")> {
  return import("./aids.ts");
}

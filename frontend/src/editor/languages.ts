/** The editor's languages, each loaded when it is first used. */

import type { Extension } from "@codemirror/state";

export type LanguageId = "python" | "javascript" | "typescript" | "java" | "c" | "cpp";

const LOADERS: Record<LanguageId, () => Promise<Extension>> = {
  python: async () => (await import("@codemirror/lang-python")).python(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
  typescript: async () => (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
  java: async () => (await import("@codemirror/lang-java")).java(),
  c: async () => (await import("@codemirror/lang-cpp")).cpp(),
  cpp: async () => (await import("@codemirror/lang-cpp")).cpp(),
};

/** Highlighting and indentation of a language; nothing for one that the editor does not know. */
export async function languageSupport(id: string): Promise<Extension> {
  return id in LOADERS ? LOADERS[id as LanguageId]() : [];
}

export async function vimKeymap(): Promise<Extension> {
  return (await import("@replit/codemirror-vim")).vim({ status: true });
}

export function editorAids(): Promise<typeof import("./aids.ts")> {
  return import("./aids.ts");
}

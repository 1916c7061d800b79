import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, it } from "vitest";
import { words } from "./aids.ts";

async function offered(doc: string): Promise<string[]> {
  const context = new CompletionContext(EditorState.create({ doc }), doc.length, false);
  return ((await words(context))?.options ?? []).map((option) => option.label).sort();
}

it("offers the words of the document", async () => {
  expect(await offered("total subtotal\nto")).toContain("total");
});

it("does not offer a word that is typed out", async () => {
  expect(await offered("total totals\ntotal")).not.toContain("total");
});

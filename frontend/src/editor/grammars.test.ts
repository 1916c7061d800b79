import { describe, expect, it } from "vitest";
import { LANGUAGE_NAMES } from "../api/languages.ts";
import { highlightedLines } from "../replay/highlight.ts";
import { plainGrammar } from "./grammars.ts";

const WITH_PACKAGES = ["python", "pypy", "javascript", "typescript", "java", "c", "cpp"];

async function pieces(code: string, language: string): Promise<[string, string][]> {
  const lines = await highlightedLines(code, language);
  return lines.flat().map((piece) => [piece.text, piece.classes]);
}

describe("plain grammars", () => {
  it("are there for every language without a package of its own", () => {
    for (const id of Object.keys(LANGUAGE_NAMES)) {
      expect(plainGrammar(id) !== null, id).toBe(!WITH_PACKAGES.includes(id));
    }
    expect(plainGrammar("klingon")).toBeNull();
  });

  it("keep the text as it is", async () => {
    const code = 'x = "é\u{1F600} \\" no end\n/* { (* {- #| -- // # ; % |# -} *) } */\n\'\n12.5e3 ßeta\n';
    for (const id of Object.keys(LANGUAGE_NAMES)) {
      const lines = await highlightedLines(code, id);
      expect(lines.map((line) => line.map((piece) => piece.text).join("")).join("\n"), id).toBe(code);
    }
  });

  it("know keywords, strings, numbers and comments over several lines", async () => {
    const found = await pieces('func f() { // one\n/* two\nthree */ return "if" + 42 }', "go");
    expect(found).toContainEqual(["func", "tok-keyword"]);
    expect(found).toContainEqual(["// one", "tok-comment"]);
    expect(found).toContainEqual(["three */", "tok-comment"]);
    expect(found).toContainEqual(["return", "tok-keyword"]);
    expect(found).toContainEqual(['"if"', "tok-string"]);
    expect(found).toContainEqual(["42", "tok-number"]);
  });

  it("take keywords in capitals where the language does", async () => {
    expect(await pieces("SELECT 1", "sqlite")).toContainEqual(["SELECT", "tok-keyword"]);
    expect(await pieces("Return 1", "go")).not.toContainEqual(["Return", "tok-keyword"]);
  });
});

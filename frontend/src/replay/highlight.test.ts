import { describe, expect, it } from "vitest";
import { highlightedLines, plainLines } from "./highlight.ts";

const joined = (lines: { text: string }[][]) =>
  lines.map((line) => line.map((piece) => piece.text).join("")).join("\n");

describe("highlighted code", () => {
  const code = "def total(xs: list[int]) -> int:\n    # sum\n\n    return 'é\u{1F600}'\n";

  it("is the code, whatever the language", async () => {
    for (const language of ["python", "javascript", "typescript", "java", "c", "cpp", "unknown"]) {
      expect(joined(await highlightedLines(code, language))).toBe(code);
    }
    expect(joined(plainLines(code))).toBe(code);
  });

  it("knows a keyword from a name", async () => {
    const first = (await highlightedLines(code, "python"))[0] ?? [];
    expect(first.find((piece) => piece.text === "def")?.classes).toContain("tok-keyword");
  });
});

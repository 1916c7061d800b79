import { describe, expect, it } from "vitest";
import type { BankProblem } from "../api.ts";
import { complaints, type Draft, moved, same, shares, suggestedMinutes } from "./draft.ts";

const problem = (slug: string, minutes: number, languages: string[]): BankProblem => ({
  slug,
  title: slug,
  summary: "",
  mode: "function",
  difficulty: 3,
  minutes,
  topics: [],
  skills: [],
  languages,
  tests: {},
  statement_html: "",
  digest: "",
});

const bank = new Map([
  ["a", problem("a", 20, ["python", "c"])],
  ["b", problem("b", 30, ["java"])],
]);

const draft = (change: Partial<Draft> = {}): Draft => ({
  sections: [
    { problem: "a", minutes: null },
    { problem: "b", minutes: 10 },
  ],
  minutes: 60,
  languages: ["python", "java"],
  level: "trust",
  weights: { correctness: 45, efficiency: 20, quality: 15, robustness: 10 },
  welcome: "",
  ...change,
});

describe("a plan's draft", () => {
  it("adds up the minutes: the plan's own, else the package's", () => {
    expect(suggestedMinutes(draft(), bank)).toBe(30);
  });

  it("does not care about the order of languages", () => {
    expect(same(draft(), draft({ languages: ["java", "python"] }))).toBe(true);
    expect(same(draft(), draft({ minutes: 61 }))).toBe(false);
  });

  it("moves a problem and stays put at the ends", () => {
    const { sections } = draft();
    expect(moved(sections, 0, 1).map((s) => s.problem)).toEqual(["b", "a"]);
    expect(moved(sections, 0, -1)).toEqual(sections);
    expect(moved(sections, 1, 1)).toEqual(sections);
  });

  it("gives weights as shares of their sum", () => {
    expect(shares({ correctness: 45, efficiency: 20, quality: 15, robustness: 10 })).toEqual({
      correctness: 50,
      efficiency: 22,
      quality: 17,
      robustness: 11,
    });
    expect(shares({ correctness: 0, efficiency: 0, quality: 0, robustness: 0 })).toBeNull();
  });

  it("says what keeps it from being saved", () => {
    expect(complaints(draft(), bank)).toEqual([]);
    expect(complaints(draft({ sections: [] }), bank)[0]).toContain("add at least one");
    expect(complaints(draft({ languages: ["python"] }), bank)[0]).toContain("“b” cannot be solved");
    expect(complaints(draft({ sections: [{ problem: "gone", minutes: null }] }), bank)[0]).toContain(
      "“gone”",
    );
  });
});

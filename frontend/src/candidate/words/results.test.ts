import { describe, expect, it } from "vitest";
import { announcement, type Conditions, groups, type Judged, type Outcome, summary } from "./results.ts";

const CONDITIONS: Conditions = { limitS: 2, memoryMib: 256, fileName: "solution.py" };

function outcome(part: Partial<Outcome>): Outcome {
  const nothing = { exit: null, input: null, expected: null, got: null, stderr: null, difference: null };
  const passed = { name: "x", group: "samples", verdict: "AC", cpu_s: 0.02, wall_s: 0.03, peak_mib: 9 };
  return { ...nothing, ...passed, ...part };
}

function judged(tests: Outcome[], part: Partial<Judged> = {}): Judged {
  const verdict = tests.find((test) => test.verdict !== "AC")?.verdict ?? "AC";
  const base = { of: 9, purpose: "run" as const, problem: "p", language: "python", environment: {} };
  const quiet = { message: null, compiler: null };
  return { ...base, ...quiet, verdict, tests, ...part };
}

describe("summary", () => {
  const text = (answer: Judged) => summary(answer, CONDITIONS).text;

  it("says that all pass", () => {
    expect(text(judged([outcome({}), outcome({})]))).toBe("All 2 samples pass.");
    expect(text(judged([outcome({})]))).toBe("The sample passes.");
    expect(text(judged([outcome({}), outcome({ group: "edge" })], { purpose: "submit" }))).toBe(
      "All 2 tests pass.",
    );
  });

  it("says what the first failing sample should give, by its number", () => {
    const wrong = outcome({ name: "02-x", verdict: "WA", expected: "0\n", got: "1\n" });
    expect(text(judged([outcome({}), wrong]))).toBe(
      "1 of 2 samples fails. It is sample 2: it should give 0; your code gave 1.",
    );
    expect(text(judged([wrong]))).toBe("The sample fails. It should give 0; your code gave 1.");
  });

  it("names the error and the line of a crash", () => {
    const stderr =
      'Traceback (most recent call last):\n  File "driver.py", line 90, in main\n  File "/box/solution.py", line 3, in f\n    g(x)\n  File "/box/solution.py", line 7, in g\n    return x[0]\nIndexError: list index out of range\n';
    const crash = outcome({ verdict: "RTE", stderr });
    expect(text(judged([outcome({}), outcome({}), crash, crash]))).toBe(
      "2 of 4 samples fail. The first is sample 3: your code raised IndexError on line 7.",
    );
  });

  it("says how slow is too slow, in seconds of this language", () => {
    const slow = outcome({
      name: "stress test 2",
      group: "stress",
      verdict: "TLE",
      cpu_s: 2.01,
      wall_s: 2.0,
    });
    expect(text(judged([slow], { purpose: "submit" }))).toBe(
      "The test fails. Too slow: stopped after 2.0 s; the limit is 2.0 s.",
    );
  });

  it("points at the first line that does not compile", () => {
    const compiler = "solution.cpp:7:5: error: expected ';'";
    const answer = judged([], { verdict: "CE", compiler, language: "cpp" });
    expect(summary(answer, { ...CONDITIONS, fileName: "solution.cpp" }).text).toBe(
      "Your code does not compile. The first complaint is about line 7.",
    );
    expect(summary(judged([], { verdict: "CE" }), CONDITIONS).text).toBe("Your code does not compile.");
  });

  it("takes the blame where the judge failed", () => {
    const answer = summary(judged([], { verdict: "JE" }), CONDITIONS);
    expect(answer.tone).toBe("attention");
    expect(answer.text).toContain("not your code");
  });

  it("judges nothing where nothing was expected", () => {
    const own = outcome({ name: "Case 1", group: "own" });
    expect(summary(judged([own]), CONDITIONS)).toEqual({ tone: "information", text: "Your case ran." });
    expect(text(judged([own, { ...own, name: "empty", verdict: "RTE" }]))).toBe(
      "1 of 2 cases fails. It is empty: your code crashed.",
    );
  });
});

describe("groups", () => {
  it("counts hidden tests by group, in the order in which they are shown", () => {
    const answer = judged(
      [
        outcome({ group: "stress", verdict: "TLE" }),
        outcome({ group: "edge" }),
        outcome({ group: "edge", verdict: "WA" }),
        outcome({ group: "edge", verdict: "WA" }),
        outcome({ group: "samples" }),
      ],
      { purpose: "submit" },
    );
    expect(groups(answer).map((group) => [group.title, group.words])).toEqual([
      ["Samples", "passes"],
      ["Edge cases", "1 of 3 pass; 2 give a wrong answer"],
      ["Large input", "too slow"],
    ]);
  });
});

it("announces a result with what it belongs to", () => {
  expect(announcement(judged([outcome({})], { purpose: "submit" }), CONDITIONS)).toBe(
    "Submission: The test passes.",
  );
});

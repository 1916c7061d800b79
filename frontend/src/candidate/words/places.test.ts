import { describe, expect, it } from "vitest";
import { crashIn, placesIn, stretches } from "./places.ts";

describe("placesIn", () => {
  it.each([
    ["gcc", "solution.c:7:5: error: x", "solution.c", { line: 7, column: 5 }],
    ["javac", "Solution.java:12: error: ';' expected", "Solution.java", { line: 12 }],
    ["tsc", "solution.ts(3,9): error TS2322", "solution.ts", { line: 3, column: 9 }],
    ["Python", '  File "/box/solution.py", line 4', "solution.py", { line: 4 }],
    ["node", "    at f (/box/solution.js:2:11)", "solution.js", { line: 2, column: 11 }],
  ])("reads %s", (_tool, output, file, place) => {
    expect(placesIn(output, file)).toEqual([place]);
  });

  it("does not take another file for the candidate's", () => {
    expect(placesIn("my-solution.py:3 resolution.py:4", "solution.py")).toEqual([]);
  });
});

it("cuts output into stretches that together are the output", () => {
  const output = "solution.c:7:5: error: a\nsolution.c:9:1: note: b\n";
  const parts = stretches(output, "solution.c");
  expect(parts.map((part) => part.text).join("")).toBe(output);
  expect(parts.filter((part) => part.place).map((part) => part.place?.line)).toEqual([7, 9]);
});

describe("crashIn", () => {
  it("takes the innermost call: the last in Python, the first elsewhere", () => {
    const python = 'File "solution.py", line 9\nFile "solution.py", line 3\nValueError: no';
    expect(crashIn(python, "solution.py")).toEqual({
      kind: "ValueError",
      detail: "no",
      place: { line: 3 },
    });
    const java =
      'Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds\n\tat Solution.f(Solution.java:7)\n\tat Main.main(Main.java:3)\n';
    expect(crashIn(java, "Solution.java")).toEqual({
      kind: "ArrayIndexOutOfBoundsException",
      detail: "Index 3 out of bounds",
      place: { line: 7 },
    });
    const node = "/box/solution.js:2\n  x.y\n\nTypeError: Cannot read\n    at f (/box/solution.js:2:5)\n";
    expect(crashIn(node, "solution.js").kind).toBe("TypeError");
  });

  it("knows nothing where nothing was said", () => {
    expect(crashIn("", "solution.cpp")).toEqual({ kind: null, detail: "", place: null });
  });
});

import { expect, test } from "vitest";
import { marks, range, step } from "./parts.ts";

const part = (label: string, one: [number, number], other: [number, number]) => ({
  label,
  one: { first: one[0], last: one[1] },
  other: { first: other[0], last: other[1] },
  tokens: 9,
});
const PARTS = [part("A", [2, 4], [7, 9]), part("B", [4, 5], [1, 1]), part("C", [9, 9], [3, 4])];

test("each line belongs to one part, whose first line carries the letter", () => {
  const one = marks(PARTS, "one");
  expect([...one].map(([line, { label, first }]) => `${line}${label}${first ? "*" : ""}`)).toEqual([
    "2A*",
    "3A",
    "4A",
    "5B*",
    "9C*",
  ]);
  expect(marks(PARTS, "other").get(1)).toEqual({ label: "B", at: 1, first: true });
});

test("steps end at the ends", () => {
  expect(step(PARTS, 0, -1)).toBeUndefined();
  expect(step(PARTS, 0, 1)?.label).toBe("B");
  expect(step(PARTS, 2, 1)).toBeUndefined();
});

test("lines in words", () => {
  expect([range({ first: 3, last: 3 }), range({ first: 3, last: 5 })]).toEqual(["line 3", "lines 3 to 5"]);
});

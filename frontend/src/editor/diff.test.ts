import { describe, expect, it } from "vitest";
import { replacement, userEventOf } from "./diff.ts";
import { mapped, offsetOf, restore } from "./plain.ts";

function apply(text: string, change: ReturnType<typeof replacement>): string {
  return change ? text.slice(0, change.from) + change.insert + text.slice(change.to) : text;
}

/** Numbers that look random and are the same each time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("replacement", () => {
  it("is nothing where nothing changed", () => {
    expect(replacement("abc", "abc")).toBeNull();
  });

  it("is as small as it can be", () => {
    expect(replacement("abcdef", "abXdef")).toEqual({ from: 2, to: 3, insert: "X" });
    expect(replacement("abc", "")).toEqual({ from: 0, to: 3, insert: "" });
  });

  it("puts what was typed where the caret is", () => {
    expect(replacement("aa", "aaa", 1)).toEqual({ from: 0, to: 0, insert: "a" });
    expect(replacement("aa", "aaa", 3)).toEqual({ from: 2, to: 2, insert: "a" });
    expect(replacement("aaa", "aa", 1)).toEqual({ from: 1, to: 2, insert: "" });
  });

  it("always makes the new text, whatever the caret", () => {
    const random = sequence(7);
    const letters = ["a", "b", "\n", "é", "😀", "\ud83d", " "];
    const text = () =>
      Array.from(
        { length: Math.floor(random() * 12) },
        () => letters[Math.floor(random() * letters.length)],
      ).join("");
    for (let n = 0; n < 3000; n++) {
      const before = text();
      const after = text();
      const caret = Math.floor(random() * (after.length + 2));
      expect(apply(before, replacement(before, after, caret))).toBe(after);
    }
  });
});

it("names what was done as CodeMirror does", () => {
  expect(userEventOf("insertText")).toBe("input.type");
  expect(userEventOf("insertFromPaste")).toBe("input.paste");
  expect(userEventOf("deleteByCut")).toBe("delete.cut");
  expect(userEventOf("deleteContentBackward")).toBe("delete");
  expect(userEventOf("historyUndo")).toBe("undo");
  expect(userEventOf("")).toBe("input.type");
});

describe("the plain text area", () => {
  function area(value: string, selectionStart: number, selectionEnd = selectionStart) {
    return {
      value,
      selectionStart,
      selectionEnd,
      scrollTop: 0,
      setSelectionRange(from: number | null, to: number | null) {
        this.selectionStart = from ?? 0;
        this.selectionEnd = to ?? 0;
      },
    };
  }

  it("keeps the selection where it is in the text when another tab types before it", () => {
    const one = area("hello world", 6, 11);
    restore(one, "oh, hello world");
    expect([one.value, one.selectionStart, one.selectionEnd]).toEqual(["oh, hello world", 10, 15]);
  });

  it("keeps the selection when another tab types behind it", () => {
    const one = area("hello", 2);
    restore(one, "hello world");
    expect(one.selectionStart).toBe(2);
  });

  it("moves a place inside what was replaced to its end at most", () => {
    expect(mapped(5, 2, 8, 1)).toBe(3);
    expect(mapped(2, 2, 8, 1)).toBe(2);
  });

  it("finds lines and columns, and stays inside the text", () => {
    expect(offsetOf("ab\ncd", 2, 2)).toBe(4);
    expect(offsetOf("ab\ncd", 9, 9)).toBe(5);
    expect(offsetOf("", 1, 1)).toBe(0);
  });
});

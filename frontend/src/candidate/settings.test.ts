import { describe, expect, it } from "vitest";
import { freeName, parseCases } from "./results/ownCases.ts";
import { DEFAULTS, FONT_SIZES, parse, step } from "./settings.ts";

describe("settings", () => {
  it("begin with the defaults, also where something else is stored", () => {
    expect(parse(null)).toEqual(DEFAULTS);
    expect(parse("not json")).toEqual(DEFAULTS);
    expect(parse("[1]")).toEqual(DEFAULTS);
    expect(parse('{"fontSize": 400, "keymap": "emacs", "plainText": "yes"}')).toEqual(DEFAULTS);
  });

  it("keep what is right", () => {
    expect(parse('{"fontSize": 28, "keymap": "vim"}')).toEqual({ ...DEFAULTS, fontSize: 28, keymap: "vim" });
  });

  it("step within what there is", () => {
    expect(step(FONT_SIZES, 28, 1)).toBe(28);
    expect(step(FONT_SIZES, 14, -1)).toBe(13);
  });
});

describe("own cases", () => {
  it("are read back, and only cases", () => {
    expect(parseCases('[{"name": "a", "input": "1"}, 5, {"name": 3}]')).toEqual([{ name: "a", input: "1" }]);
    expect(parseCases("{")).toEqual([]);
    expect(parseCases(null)).toEqual([]);
  });

  it("get a name that is free", () => {
    expect(freeName([{ name: "Case 1", input: "" }])).toBe("Case 2");
  });
});

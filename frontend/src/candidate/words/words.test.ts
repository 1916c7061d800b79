import { describe, expect, it } from "vitest";
import { clockAnnouncement, clockSpoken, clockText, clockTone, durationText } from "./clock.ts";
import { excerpt, firstDifference, visible } from "./difference.ts";
import { savedText } from "./saved.ts";

const MIN = 60_000;

describe("the clock", () => {
  it("counts in minutes, and in seconds only at the end", () => {
    expect(clockText(72 * MIN)).toBe("1 h 12 min");
    expect(clockText(60 * MIN)).toBe("1 h");
    expect(clockText(41 * MIN + 1)).toBe("42 min");
    expect(clockText(5 * MIN)).toBe("5 min");
    expect(clockText(4 * MIN + 9000)).toBe("4:09");
    expect(clockText(-5)).toBe("0:00");
  });

  it("is said in whole words", () => {
    expect(clockSpoken(61 * MIN)).toBe("1 hour 1 minute left");
    expect(clockSpoken(30_000)).toBe("Less than a minute left");
    expect(clockSpoken(0)).toBe("No time left");
  });

  it("does not turn red before the last minute", () => {
    expect(clockTone(MIN)).toBe("soon");
    expect(clockTone(MIN - 1)).toBe("last");
    expect(clockTone(5 * MIN)).toBe("calm");
  });

  it("speaks up once at 10, 5 and 1 minutes", () => {
    expect(clockAnnouncement(10 * MIN + 1, 10 * MIN)).toBe("10 minutes left.");
    expect(clockAnnouncement(10 * MIN, 10 * MIN - 1000)).toBeNull();
    expect(clockAnnouncement(6 * MIN, 30_000)).toBe("1 minute left.");
  });

  it("says how much was given back", () => {
    expect(durationText(4200)).toBe("4 s");
    expect(durationText(90_000)).toBe("1 min 30 s");
    expect(durationText(120_000)).toBe("2 min");
  });
});

describe("the saved state", () => {
  const at = new Date(2026, 10, 23, 14, 2, 7);
  const base = { connection: "online" as const, at, pending: 0, keptLocally: true };

  it("says saved only where nothing is pending", () => {
    expect(savedText(base).text).toBe("Saved at 14:02:07");
    expect(savedText({ ...base, pending: 1 }).text).toBe("Saving");
    expect(savedText({ ...base, at: null, pending: 3 }).text).toBe("Saving");
  });

  it("says what is kept here while the line is down", () => {
    expect(savedText({ ...base, connection: "offline", pending: 12 }).text).toBe(
      "Offline: kept on this computer, 12 changes waiting",
    );
    expect(savedText({ ...base, connection: "offline" }).text).toBe("Offline: all you typed so far is saved");
  });

  it("never claims that something is kept that is not", () => {
    for (const connection of ["offline", "connecting"] as const) {
      const { text, tone } = savedText({ ...base, connection, pending: 1, keptLocally: false });
      expect(text).toContain("not kept");
      expect(text).toContain("leave this page open, 1 change waiting");
      expect(tone).toBe("attention");
    }
  });
});

describe("the first difference", () => {
  it("is found by line and character", () => {
    expect(firstDifference("a\nbcd\n", "a\nbxd\n")).toEqual({
      line: 2,
      column: 2,
      expected: "bcd",
      got: "bxd",
    });
  });

  it("counts characters, not code units", () => {
    expect(firstDifference("😀a", "😀b")?.column).toBe(2);
  });

  it("knows lines that are missing on one side", () => {
    expect(firstDifference("a\nb", "a")).toEqual({ line: 2, column: 1, expected: "b", got: null });
    expect(firstDifference("", "x")).toEqual({ line: 1, column: 1, expected: null, got: "x" });
  });

  it("overlooks white space at the ends", () => {
    expect(firstDifference("a \nb\n\n", "a\r\nb")).toBeNull();
  });

  it("shows what is around it of a long line", () => {
    const line = `${"x".repeat(200)}!${"y".repeat(200)}`;
    const { text, column } = excerpt(line, 201, 40);
    expect([...text][column - 1]).toBe("!");
    expect(text.startsWith("…") && text.endsWith("…")).toBe(true);
    expect(excerpt("short", 2)).toEqual({ text: "short", column: 2 });
  });

  it("makes white space visible", () => {
    expect(visible("a b\t\n")).toBe("a·b→\t↵\n");
  });
});

import { describe, expect, it } from "vitest";
import { curve, short } from "./curve.ts";

const SIZE = { width: 440, height: 240 };
const LINEAR: [number, number][] = [4, 8, 16, 32, 64, 128, 256, 512].map((n) => [n, 1000 + 50 * n]);

describe("a growth curve", () => {
  it("draws every measurement within the frame, from left to right and upwards", () => {
    const drawn = curve(LINEAR, "O(n)", SIZE);
    expect(drawn?.points).toHaveLength(LINEAR.length);
    const xs = drawn?.points.map((point) => point.x) ?? [];
    const ys = drawn?.points.map((point) => point.y) ?? [];
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect(ys).toEqual(ys.toSorted((a, b) => b - a));
    for (const [at, low, high] of [
      ...xs.map((x) => [x, drawn?.left, drawn?.right] as const),
      ...ys.map((y) => [y, drawn?.top, drawn?.bottom] as const),
    ]) {
      expect(at).toBeGreaterThanOrEqual(low ?? 0);
      expect(at).toBeLessThanOrEqual(high ?? 0);
    }
  });

  it("ends the line of its class at the last measurement", () => {
    const drawn = curve(LINEAR, "O(n)", SIZE);
    const last = drawn?.points.at(-1);
    expect(drawn?.line?.endsWith(`L${last?.x} ${last?.y}`)).toBe(true);
  });

  it("has no line for classes that are no sum of terms, and no picture of one point", () => {
    expect(curve(LINEAR, "O(2^n)", SIZE)?.line).toBeNull();
    expect(curve(LINEAR, null, SIZE)?.line).toBeNull();
    expect(curve([[4, 10]], "O(1)", SIZE)).toBeNull();
  });

  it("labels powers of ten, never too many", () => {
    const wide = LINEAR.map(([n], index): [number, number] => [n, 10 ** (2 * index)]);
    const drawn = curve(wide, "O(n)", SIZE);
    expect(drawn?.up.length).toBeLessThanOrEqual(6);
    expect(short(100_000)).toBe("100k");
    expect(short(1e9)).toBe("1G");
    expect(short(0.01)).toBe("0.01");
  });
});

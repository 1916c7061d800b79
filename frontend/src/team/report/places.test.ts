import { describe, expect, it } from "vitest";
import { firstWorthSeeing, interval, testHash, testOfHash } from "./places.ts";

describe("places of evidence", () => {
  it("finds a test by its hash, for its own problem only", () => {
    const hash = testHash("cart-total", "edge/02 é");
    expect(testOfHash(hash, "cart-total")).toBe("edge/02 é");
    expect(testOfHash(`#${encodeURIComponent(hash)}`, "cart-total")).toBe("edge/02 é");
    expect(testOfHash(hash, "cart")).toBeNull();
    expect(testOfHash("%E0%A4%A", "cart")).toBeNull();
  });

  it("says the interval only where there is one", () => {
    expect(interval({ value: 71.6, low: 58, high: 83.2 })).toBe("72 % (58 to 83)");
    expect(interval({ value: 100, low: 100, high: 100 })).toBe("100 %");
    expect(interval({ value: null, low: null, high: null })).toBe("not measured");
  });

  it("opens the first test that failed", () => {
    const test = (name: string, verdict: string) =>
      ({ name, verdict }) as Parameters<typeof firstWorthSeeing>[0][number];
    expect(firstWorthSeeing([test("a", "AC"), test("b", "WA")])?.name).toBe("b");
    expect(firstWorthSeeing([test("a", "AC")])?.name).toBe("a");
  });
});

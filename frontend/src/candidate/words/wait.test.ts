import { describe, expect, it } from "vitest";
import { waitSpoken, waitText } from "./wait.ts";

describe("waiting for the judge", () => {
  it("tells the place and about how long", () => {
    expect(waitText({ ahead: 3, seconds: 10 })).toBe("3 ahead of you; about 10 s.");
    expect(waitText({ ahead: 80, seconds: 90 })).toBe("80 ahead of you; about 1.5 min.");
    expect(waitSpoken({ ahead: 1, seconds: 1 })).toBe(
      "Waiting for the judge: 1 ahead of you, about 1 second.",
    );
    expect(waitSpoken({ ahead: 80, seconds: 90 })).toBe(
      "Waiting for the judge: 80 ahead of you, about 2 minutes.",
    );
  });

  it("says when it is its turn, and when nobody judges", () => {
    expect(waitText({ ahead: 0, seconds: 0 })).toBe("It is being judged now.");
    expect(waitText({ ahead: 4, seconds: null })).toMatch(/judge is away/);
    expect(waitSpoken({ ahead: 4, seconds: null })).toMatch(/judge is away/);
  });
});

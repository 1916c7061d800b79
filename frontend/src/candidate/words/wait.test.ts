import { describe, expect, it } from "vitest";
import { type Wait, type Waited, waitSpoken, waitWords } from "./wait.ts";

const WAIT: Wait = { ahead: 3, seconds: 10, fault: false, told: 0 };

function words(wait: Wait | null, more: Partial<Waited> = {}): string {
  const { title, text } = waitWords({
    what: "run",
    sent: true,
    online: true,
    practice: false,
    wait,
    forS: 2,
    now: 0,
    ...more,
  });
  return `${title} ${text}`.trim();
}

describe("waiting for the judge", () => {
  it("tells the place and about how long", () => {
    expect(words(WAIT)).toBe("Your run waits for a free judge: 3 are before it. About 10 s until its turn.");
    expect(words({ ...WAIT, ahead: 1, seconds: 90 })).toContain("1 is before it. About 1.5 min");
    expect(words(WAIT, { now: 4000 })).toContain("About 6 s");
    expect(waitSpoken({ ...WAIT, ahead: 1, seconds: 1 })).toBe(
      "Waiting for a free judge: 1 is before it, about 1 second.",
    );
    expect(waitSpoken({ ...WAIT, ahead: 80, seconds: 90 })).toBe(
      "Waiting for a free judge: 80 are before it, about 2 minutes.",
    );
  });

  it("says that it does not know where it was wrong", () => {
    expect(words(WAIT, { now: 14_000 })).toContain("longer than usual");
  });

  it("says what is given back only when it is", () => {
    expect(words(WAIT, { forS: 4 })).not.toContain("given back");
    expect(words(WAIT, { forS: 5 })).toContain("given back to you");
    expect(words({ ...WAIT, ahead: 0 }, { forS: 60 })).toBe("Your run is being judged now.");
  });

  it("says when nobody judges, and whose fault it is", () => {
    expect(words({ ...WAIT, seconds: null })).toMatch(/judge is away/);
    expect(waitSpoken({ ...WAIT, seconds: null })).toMatch(/judge is away/);
    const fault = { ...WAIT, ahead: 0, seconds: 0, fault: true };
    expect(words(fault)).toMatch(/Our judge has failed.*not the reason.*by itself.*clock stands still/);
    expect(waitSpoken(fault)).toMatch(/not your code/);
  });

  it("keeps what cannot be sent", () => {
    expect(words(null, { sent: false, online: false })).toMatch(/offline.*sent when the line is back/);
    expect(words(null, { sent: false })).toBe("Sending your run.");
  });
});

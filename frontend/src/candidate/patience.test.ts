import { describe, expect, it } from "vitest";
import { ApiError } from "../api/client.ts";
import { PATIENT, patienceText, pauseMs, TRIES } from "./patience.ts";

describe("asking again", () => {
  it("is for what passes, and not for ever", () => {
    const busy = new ApiError(503, { message: "busy" }, "3");
    expect(PATIENT.retry(0, busy)).toBe(true);
    expect(PATIENT.retry(TRIES - 1, busy)).toBe(false);
    expect(PATIENT.retry(0, new TypeError("fetch failed"))).toBe(true);
    expect(PATIENT.retry(0, new ApiError(409, undefined))).toBe(false);
    expect(PATIENT.retry(0, new ApiError(500, undefined))).toBe(false);
  });

  it("pauses as long as the server says, within reason", () => {
    expect(pauseMs(0, new ApiError(503, undefined, "3"))).toBe(3000);
    expect(pauseMs(0, new ApiError(503, undefined, "3600"))).toBe(10_000);
    expect(pauseMs(2, new ApiError(503, undefined, "soon"))).toBe(4000);
    expect(pauseMs(9, new TypeError())).toBe(10_000);
  });

  it("says so", () => {
    expect(patienceText(0)).toBeNull();
    expect(patienceText(1)).toContain(`try 2 of ${TRIES}`);
  });
});

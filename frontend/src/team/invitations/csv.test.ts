import { describe, expect, it } from "vitest";
import type { Invitation } from "../api.ts";
import { cell, linksCsv, linksText } from "./csv.ts";

const invitation: Invitation = {
  id: "1",
  session: "2",
  candidate: 'Ada "Countess" Lovelace, née Byron',
  email: "ada@example.org",
  position: "p",
  plan_version: 1,
  opens_at: null,
  closes_at: null,
  revoked: false,
  created_at: "2026-11-23T10:00:00Z",
  link: "http://host/i/token",
};

describe("links as CSV", () => {
  it("quotes what needs it", () => {
    expect(linksCsv([invitation])).toBe(
      'name,email,link\r\n"Ada ""Countess"" Lovelace, née Byron",ada@example.org,http://host/i/token',
    );
  });

  it("never hands a spreadsheet a formula", () => {
    expect(cell("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
    expect(cell("Ada")).toBe("Ada");
  });

  it("copies as a line for each person", () => {
    expect(linksText([invitation])).toContain("<ada@example.org>: http://host/i/token");
  });
});

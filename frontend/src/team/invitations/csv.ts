/** Lists of people as CSV: out for links, in as it was pasted. */

import type { Invitation } from "../api.ts";

/** A cell as RFC 4180 writes it; what a spreadsheet would take for a formula is made text. */
export function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function linksCsv(invitations: readonly Invitation[]): string {
  const rows = invitations.map((one) => [one.candidate, one.email, one.link ?? ""]);
  return [["name", "email", "link"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** Name, address and link on one line for each person. */
export function linksText(invitations: readonly Invitation[]): string {
  return invitations.map((one) => `${one.candidate} <${one.email}>: ${one.link ?? ""}`).join("\n");
}

export function save(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}

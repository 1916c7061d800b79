import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/ui/tokens.css", "utf8");
const tokens = new Map<string, [string, string]>();
for (const [, name, light, dark] of css.matchAll(
  /--([a-z-]+):\s*light-dark\(\s*(#[0-9a-f]{6})\s*,\s*(#[0-9a-f]{6})\s*\)/g,
)) {
  if (name && light && dark) tokens.set(name, [light, dark]);
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["paper", "paper-raised", "paper-sunk"];
const MEANINGS = ["passed", "failed", "attention", "information"];
const SYNTAX = [...tokens.keys()].filter(
  (name) => name.startsWith("code-") && name !== "code-selection" && name !== "code-line",
);

/** [what is read, on what, least contrast] */
const PAIRS: [string, string, number][] = [
  ...["ink", "ink-soft", "accent", "accent-strong", ...MEANINGS].flatMap((text) =>
    GROUNDS.map((ground): [string, string, number] => [text, ground, 4.5]),
  ),
  ...MEANINGS.flatMap((name): [string, string, number][] => [
    ["ink", `${name}-wash`, 4.5],
    [name, `${name}-wash`, 4.5],
  ]),
  ["ink", "accent-wash", 4.5],
  ["accent", "accent-wash", 4.5],
  ["accent-strong", "accent-wash", 4.5],
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-strong", 4.5],
  ["on-passed", "passed", 4.5],
  ...SYNTAX.flatMap((text) =>
    ["paper", "paper-raised", "paper-sunk", "code-line", "code-selection"].map(
      (ground): [string, string, number] => [text, ground, 4.5],
    ),
  ),
  ...["rule-strong", "focus", "accent"].flatMap((part) =>
    GROUNDS.map((ground): [string, string, number] => [part, ground, 3]),
  ),
];

describe("tokens", () => {
  it("are read from the file", () => {
    expect(tokens.size).toBeGreaterThan(30);
    expect(SYNTAX.length).toBeGreaterThan(5);
  });

  it.each(PAIRS)("%s on %s has a contrast of at least %d in both themes", (fore, back, least) => {
    for (const theme of [0, 1] as const) {
      const a = tokens.get(fore)?.[theme];
      const b = tokens.get(back)?.[theme];
      if (!a || !b) throw new Error(`no token ${a ? back : fore}`);
      expect(contrast(a, b), theme ? "dark" : "light").toBeGreaterThanOrEqual(least);
    }
  });
});

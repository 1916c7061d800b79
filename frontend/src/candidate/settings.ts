/** How this person wants to work. Kept in this browser, never sent. */

import { useSyncExternalStore } from "react";
export type Keymap = "plain" | "vim";

export interface Settings {
  /** Code, in CSS pixels. */
  fontSize: number;
  /** Statement text, as a multiple of the normal size. */
  textZoom: number;
  keymap: Keymap;
  /** A plain text area in place of the code editor. */
  plainText: boolean;
  wrapLines: boolean;
  tabSize: 2 | 4 | 8;
  clockHidden: boolean;
  /** Spaces and line ends of inputs and outputs are shown. */
  whitespace: boolean;
}

export const FONT_SIZES = [12, 13, 14, 15, 16, 18, 20, 22, 24, 26, 28] as const;
export const TEXT_ZOOMS = [0.85, 1, 1.15, 1.3, 1.5, 1.75, 2] as const;

export const DEFAULTS: Settings = {
  fontSize: 14,
  textZoom: 1,
  keymap: "plain",
  plainText: false,
  wrapLines: false,
  tabSize: 4,
  clockHidden: false,
  whitespace: false,
};

const KEY = "assay.settings";

/** Whatever is stored, made into settings: unknown or wrong values give way to the defaults. */
export function parse(stored: string | null): Settings {
  let found: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(stored ?? "{}");
    if (typeof value === "object" && value !== null) found = value as Record<string, unknown>;
  } catch {
    // A hand-edited or cut value: the defaults are right.
  }
  const pick = <T>(key: keyof Settings, allowed: readonly T[], fallback: T): T =>
    allowed.includes(found[key] as T) ? (found[key] as T) : fallback;
  const flags = [true, false] as const;
  return {
    fontSize: pick<number>("fontSize", FONT_SIZES, DEFAULTS.fontSize),
    textZoom: pick<number>("textZoom", TEXT_ZOOMS, DEFAULTS.textZoom),
    keymap: pick("keymap", ["plain", "vim"] as const, DEFAULTS.keymap),
    plainText: pick<boolean>("plainText", flags, DEFAULTS.plainText),
    wrapLines: pick<boolean>("wrapLines", flags, DEFAULTS.wrapLines),
    tabSize: pick<2 | 4 | 8>("tabSize", [2, 4, 8], DEFAULTS.tabSize),
    clockHidden: pick<boolean>("clockHidden", flags, DEFAULTS.clockHidden),
    whitespace: pick<boolean>("whitespace", flags, DEFAULTS.whitespace),
  };
}

let current: Settings | null = null;
const listeners = new Set<() => void>();

function read(): Settings {
  current ??= parse(localStorage.getItem(KEY));
  return current;
}

export function change(next: Partial<Settings>): void {
  current = { ...read(), ...next };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    current = parse(event.newValue);
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", other);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", other);
  };
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, read);
}

/** The next larger or smaller of `steps`. */
export function step(steps: readonly number[], value: number, by: 1 | -1): number {
  const index = steps.indexOf(value);
  return steps[Math.min(steps.length - 1, Math.max(0, index + by))] ?? value;
}

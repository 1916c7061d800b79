/** The candidate's own test cases: kept in this browser, by session and problem, and sent only with a run. */

import { useCallback, useState } from "react";
import type { OwnCase } from "../desk.ts";

export const MOST_CASES = 20;
export const MOST_BYTES = 64 * 1024;

/** Whatever is stored, made into cases: what does not fit is left out. */
export function parseCases(stored: string | null): OwnCase[] {
  if (stored === null) return [];
  try {
    const value: unknown = JSON.parse(stored);
    if (!Array.isArray(value)) return [];
    return value.filter(
      (one): one is OwnCase =>
        typeof one === "object" &&
        one !== null &&
        typeof one.name === "string" &&
        typeof one.input === "string",
    );
  } catch {
    // A hand-edited or cut value is no case.
    return [];
  }
}

/** "Case 3": the first such name that is free. */
export function freeName(cases: readonly OwnCase[]): string {
  const taken = new Set(cases.map((one) => one.name));
  for (let n = 1; ; n++) if (!taken.has(`Case ${n}`)) return `Case ${n}`;
}

/** What is wrong with a case, in words, or null. */
export function complaint(one: OwnCase): string | null {
  const bytes = new TextEncoder().encode(one.input).length;
  if (bytes > MOST_BYTES)
    return `The input is ${Math.ceil(bytes / 1024)} KiB long; at most ${MOST_BYTES / 1024} KiB can be run.`;
  return null;
}

export interface OwnCases {
  cases: readonly OwnCase[];
  set: (cases: readonly OwnCase[]) => void;
}

/** The cases of every problem, with `keep` naming where they are kept (null: only as long as this page lives). */
export function useOwnCases(keep: string | null, problem: string): OwnCases {
  const [all, setAll] = useState<Record<string, readonly OwnCase[]>>({});
  const key = keep === null ? null : `assay.cases.${keep}.${problem}`;
  const cases = all[problem] ?? (key === null ? [] : parseCases(localStorage.getItem(key)));
  const set = useCallback(
    (next: readonly OwnCase[]) => {
      if (key !== null) localStorage.setItem(key, JSON.stringify(next));
      setAll((before) => ({ ...before, [problem]: next }));
    },
    [key, problem],
  );
  return { cases, set };
}

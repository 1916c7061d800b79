/** Asking again by itself, for requests that change nothing when they arrive twice. */

import { ApiError } from "../api/client.ts";

/** How often in all, over about half a minute. */
export const TRIES = 6;
const LONGEST_S = 10;

/** The server says that it cannot just now, or no answer came. */
export function passes(error: Error): boolean {
  return error instanceof ApiError ? error.status === 503 : error instanceof TypeError;
}

/** As the server says, else doubled each time. */
export function pauseMs(failures: number, error: Error): number {
  const told = error instanceof ApiError ? error.retryAfterS : null;
  return 1000 * Math.min(LONGEST_S, told ?? 2 ** failures);
}

/** Options of a query or mutation. */
export const PATIENT = {
  retry: (failures: number, error: Error) => failures < TRIES - 1 && passes(error),
  retryDelay: pauseMs,
};

/** What is said meanwhile; null before the first failure. `failures` so far. */
export function patienceText(failures: number): string | null {
  if (failures === 0) return null;
  return `The server is busy or cannot be reached. Asking again by itself: try ${failures + 1} of ${TRIES}. You need not do anything.`;
}

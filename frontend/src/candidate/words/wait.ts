/** Waiting for the judge, in words. It promises nothing: what is told is a place and an estimate. */

import { count } from "../../ui/time.ts";

export interface Wait {
  ahead: number;
  /** Until its turn, about; null where no judge is there. */
  seconds: number | null;
}

/** "3 ahead of you; about 10 s". */
export function waitText({ ahead, seconds }: Wait): string {
  if (seconds === null) return "The judge is away. Your code is kept and judged as soon as it is back.";
  if (ahead === 0) return "It is being judged now.";
  return `${ahead} ahead of you; about ${seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 30) / 2} min`}.`;
}

/** The same for being read aloud. */
export function waitSpoken({ ahead, seconds }: Wait): string {
  if (seconds === null || ahead === 0) return waitText({ ahead, seconds });
  const time = seconds < 60 ? count(seconds, "second") : count(Math.ceil(seconds / 60), "minute");
  return `Waiting for the judge: ${ahead} ahead of you, about ${time}.`;
}

/** From when on the whole wait is given back to the clock; the server's `JUDGE_WAIT_MS`. */
export const GIVEN_BACK_AFTER_S = 5;

/** Waiting for the judge, in words. It promises nothing but the clock: a place and an estimate are what is told. */

import { count } from "../../ui/time.ts";

export interface Wait {
  ahead: number;
  /** Until its turn, about; null where no judge is there. */
  seconds: number | null;
  /** The judge itself failed on it, and tries again. */
  fault: boolean;
  /** `performance.now()` when this was told. */
  told: number;
}

/** From when on the whole wait is given back to the clock; the server's `JUDGE_WAIT_MS`. */
export const GIVEN_BACK_AFTER_S = 5;

/** A wait that goes on for so much longer than was told has no estimate any more. */
const OVERDUE_S = 3;

export interface Waited {
  what: "run" | "submission";
  sent: boolean;
  online: boolean;
  practice: boolean;
  wait: Wait | null;
  /** Seconds since it was asked for. */
  forS: number;
  /** `performance.now()`. */
  now: number;
}

export interface WaitWords {
  tone: "calm" | "attention";
  title: string;
  text: string;
}

export function waitWords(waited: Waited): WaitWords {
  const { what, sent, online, practice, wait, forS, now } = waited;
  const calm = (title: string, text = ""): WaitWords => ({ tone: "calm", title, text });
  const attention = (title: string, text: string): WaitWords => ({ tone: "attention", title, text });
  if (!sent) {
    return online
      ? calm(`Sending your ${what}.`)
      : calm(
          `You are offline. Your ${what} waits on this computer.`,
          "It is kept with the code as it was, and sent when the line is back.",
        );
  }
  if (wait?.fault) {
    return attention(
      "Our judge has failed. Your code is not the reason.",
      `Your ${what} is kept as it was and tried again by itself: you need not do anything, and you can go on working. Nothing of this counts against you, and the clock stands still until the result is here.`,
    );
  }
  if (wait && wait.seconds === null) {
    return attention(
      "Our judge is away.",
      `Your ${what} is kept as it was and judged as soon as the judge is back: you need not do anything, and you can go on working. The wait is given back to you.`,
    );
  }
  const back =
    forS >= GIVEN_BACK_AFTER_S
      ? practice
        ? "In the interview, a wait for a free judge is given back to you."
        : "You can go on working. All the time you wait for a free judge is given back to you when the result is here."
      : "";
  if (!wait) return calm(`Your ${what} is with the judge.`, practice ? back : "");
  if (wait.ahead === 0) return calm(`Your ${what} is being judged now.`);
  return calm(
    `Your ${what} waits for a free judge: ${before(wait.ahead)}.`,
    [estimate(wait, now), back].filter(Boolean).join(" "),
  );
}

function before(ahead: number): string {
  return ahead === 1 ? "1 is before it" : `${ahead} are before it`;
}

/** "About 10 s until its turn." */
function estimate({ seconds, told }: Wait, now: number): string {
  if (seconds === null) return "";
  const gone = (now - told) / 1000;
  if (gone > seconds + OVERDUE_S)
    return "It takes longer than usual, so how long it still takes is not known.";
  const left = Math.max(1, Math.round(seconds - gone));
  return `About ${left < 60 ? `${left} s` : `${Math.round(left / 30) / 2} min`} until its turn.`;
}

/** The same for being read aloud. */
export function waitSpoken({ ahead, seconds, fault }: Wait): string {
  if (fault) {
    return "Our judge has failed, not your code. It is tried again by itself, and the clock stands still.";
  }
  if (seconds === null) return "Our judge is away. Your code is kept and judged as soon as it is back.";
  if (ahead === 0) return "It is being judged now.";
  const time = seconds < 60 ? count(seconds, "second") : count(Math.ceil(seconds / 60), "minute");
  return `Waiting for a free judge: ${before(ahead)}, about ${time}.`;
}

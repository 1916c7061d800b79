/** The saved state in words. It must never claim more than is so. */

import type { Meaning } from "../../ui/Mark.tsx";
import { count, timeWithSeconds } from "../../ui/time.ts";

export interface SavedState {
  connection: "online" | "offline" | "connecting";
  /** When the server last said that everything up to then is on its disk. */
  at: Date | null;
  /** Changes that the server has not yet acknowledged. */
  pending: number;
  /** Whether those are on this computer's disk. */
  keptLocally: boolean;
}

/** `short` is for narrow screens and stands for the same. */
export function savedText(state: SavedState): { tone: Meaning; text: string; short: string } {
  const { connection, at, pending, keptLocally } = state;
  const waiting = `${count(pending, "change")} waiting`;
  if (!keptLocally && pending > 0 && connection !== "online") {
    return {
      tone: "attention",
      text: `Offline and not kept on this computer: leave this page open, ${waiting}`,
      short: "Not kept: leave open",
    };
  }
  if (connection === "offline") {
    return pending > 0
      ? { tone: "attention", text: `Offline: kept on this computer, ${waiting}`, short: "Offline, kept here" }
      : { tone: "attention", text: "Offline: all you typed so far is saved", short: "Offline" };
  }
  if (connection === "connecting") {
    return pending > 0
      ? { tone: "information", text: `Connecting: kept on this computer, ${waiting}`, short: "Connecting" }
      : { tone: "information", text: "Connecting", short: "Connecting" };
  }
  if (pending > 0) return { tone: "information", text: "Saving", short: "Saving" };
  if (at === null) return { tone: "passed", text: "Saved", short: "Saved" };
  return { tone: "passed", text: `Saved at ${timeWithSeconds(at)}`, short: "Saved" };
}

/** What the pages show of a session: one immutable snapshot, derived from the events and the line. */

import type { ClockState, OwnCase, Refused, SessionEvent, Wait } from "./protocol.ts";

/** Whether all that was done here has reached the server. Never says more than is known. */
export interface Saved {
  /** When the server last acknowledged something of this browser; null if it has not yet. */
  at: Date | null;
  /** Events not yet acknowledged. "Saved" may be shown only when this is 0. */
  pending: number;
  /** True only if every pending event is confirmed to be in this computer's storage. */
  keptLocally: boolean;
}

/** A run or submission, from the moment it is asked for. */
export interface Ask {
  /** Stable, for React keys: `<writer>:<n>`. */
  id: string;
  purpose: "run" | "submit";
  problem: string;
  language: string;
  cases: readonly OwnCase[] | null;
  t: number;
  /** Its place in the log; null while the server has not acknowledged it. */
  seq: number | null;
  /** Its place before the judge, if the server has told it because the wait is long. */
  wait: { ahead: number; seconds: number | null; fault: boolean; told: number } | null;
  /** The answer that counts: the one found last. Null while it is awaited. */
  judged: SessionEvent<"judged" | "rejudged"> | null;
}

export interface FileInfo {
  file: string;
  problem: string;
  language: string;
}

export interface SessionState {
  /** `loading` until the log has arrived once; editors can be opened when `ready`. */
  phase: "loading" | "ready";
  connection: "connecting" | "online" | "offline";
  saved: Saved;
  /** Why this browser cannot keep work on this computer (private window, full disk); null if it can. */
  storageProblem: string | null;
  /** As of the last message; `SessionClient.remainingMs()` gives it for now. */
  clock: ClockState | null;
  files: readonly FileInfo[];
  /** Oldest first; those of the session's other tabs too. */
  asks: readonly Ask[];
  timeReturned: readonly SessionEvent<"time_returned">[];
  /** Set once the session has ended; editors are read-only from then on. */
  ended: SessionEvent<"ended"> | null;
  /** The problem and language last turned to, in any tab. */
  viewed: { problem: string; language: string } | null;
  /** The language last turned to, by problem. */
  languages: Readonly<Record<string, string>>;
  /** What the server would not take, newest last; taken out of the editors again. */
  refused: readonly Refused[];
  /** Something is wrong that trying again does not heal by itself; words for people. */
  trouble: string | null;
}

export const INITIAL: SessionState = {
  phase: "loading",
  connection: "connecting",
  saved: { at: null, pending: 0, keptLocally: true },
  storageProblem: null,
  clock: null,
  files: [],
  asks: [],
  timeReturned: [],
  ended: null,
  viewed: null,
  languages: {},
  refused: [],
  trouble: null,
};

/** The snapshot after an event that is not an edit, stored (with `seq`) or just made here (`seq` null). */
export function reduce(
  state: SessionState,
  event: Omit<SessionEvent, "seq" | "at"> & { seq: number | null },
): SessionState {
  const known = event as SessionEvent;
  switch (known.kind) {
    case "file": {
      const { file, problem, language } = known.data;
      return { ...state, files: [...state.files, { file, problem, language }] };
    }
    case "view": {
      const { problem, language } = known.data;
      return {
        ...state,
        viewed: { problem, language },
        languages: { ...state.languages, [problem]: language },
      };
    }
    case "run":
    case "submit":
      return { ...state, asks: withAsk(state.asks, known, event.seq) };
    case "judged":
    case "rejudged":
      return {
        ...state,
        asks: state.asks.map((ask) => (ask.seq === known.data.of ? { ...ask, judged: known } : ask)),
      };
    case "time_returned":
      return { ...state, timeReturned: [...state.timeReturned, known] };
    case "ended":
      return { ...state, ended: known };
    default:
      return state;
  }
}

function withAsk(
  asks: readonly Ask[],
  event: SessionEvent<"run" | "submit">,
  seq: number | null,
): readonly Ask[] {
  const id = askId(event.writer, event.n);
  if (asks.some((ask) => ask.id === id)) return asks.map((ask) => (ask.id === id ? { ...ask, seq } : ask));
  return [
    ...asks,
    {
      id,
      purpose: event.kind,
      problem: event.data.problem,
      language: event.data.language,
      cases: event.kind === "run" ? (event.data.cases ?? null) : null,
      t: event.t,
      seq,
      wait: null,
      judged: null,
    },
  ];
}

/** `now`: when it was told, by `performance.now()`. */
export function withWait(asks: readonly Ask[], told: Wait, now: number): readonly Ask[] {
  const wait = { ahead: told.ahead, seconds: told.seconds, fault: told.fault, told: now };
  return asks.map((ask) => (ask.seq === told.of ? { ...ask, wait } : ask));
}

export function askId(writer: string, n: number): string {
  return `${writer}:${n}`;
}

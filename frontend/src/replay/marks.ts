/** What stands on the timeline, and what happens at a moment, in words. Read from the log alone. */

import { verdictWords } from "../ui/Mark.tsx";
import { count, duration } from "../ui/time.ts";
import type { LogEvent, Recording } from "./recording.ts";

export type MarkKind =
  | "view"
  | "run"
  | "submit"
  | "paste"
  | "away"
  | "offline"
  | "pause"
  | "time_returned"
  | "ended";

/** A moment, or with `until` a stretch. Times are shown times (ms since the clock started). */
export interface TimelineMark {
  kind: MarkKind;
  at: number;
  until?: number;
  seq: number;
  text: string;
  verdict?: string;
  problem?: string;
}

/** A pause is at least this long without an edit, a run or a change of view, in ms. */
export const PAUSE_MS = 10_000;

export interface Names {
  /** Title of a problem by slug. */
  problem: (slug: string) => string;
  language: (id: string) => string;
}

/** Code units that an edit put in. */
export function insertedLength(changes: unknown): number {
  if (!Array.isArray(changes)) return 0;
  let sum = 0;
  for (const part of changes) {
    if (!Array.isArray(part) || part.length < 2) continue;
    for (const line of part.slice(1)) sum += typeof line === "string" ? line.length : 0;
    sum += part.length - 2;
  }
  return sum;
}

interface OutcomeData {
  group: string;
  verdict: string;
}

/** "2 of 3 passed", or what went wrong before any test ran. */
export function resultWords(judged: LogEvent): string {
  const tests = judged.data.tests as OutcomeData[];
  const verdict = judged.data.verdict as string;
  if (tests.length === 0) return verdictWords(verdict);
  const passed = tests.filter((test) => test.verdict === "AC").length;
  return `${passed} of ${tests.length} passed`;
}

function runWords(event: LogEvent, judged: LogEvent | undefined): string {
  const cases = event.data.cases as unknown[] | null | undefined;
  const what = cases ? `ran ${count(cases.length, "own case")}` : "ran the samples";
  if (!judged) return what;
  const own = cases && judged.data.verdict !== "CE";
  return own ? `${what}: ${ownWords(judged)}` : `${what}: ${resultWords(judged)}`;
}

/** Own cases have no expected answer: all that can be said is whether they came to an end. */
function ownWords(judged: LogEvent): string {
  const tests = judged.data.tests as OutcomeData[];
  const bad = tests.filter((test) => test.verdict !== "AC");
  const first = bad[0];
  if (!first) return "all came to an end";
  return `${bad.length} of ${tests.length} ${verdictWords(first.verdict)}`;
}

function submitWords(event: LogEvent, judged: LogEvent | undefined, names: Names): string {
  const title = names.problem(event.data.problem as string);
  const language = names.language(event.data.language as string);
  const who = event.writer === "server" ? "time ended; what was in the editor was handed in" : "submitted";
  const what = `${who}: ${title} in ${language}`;
  return judged ? `${what}, ${resultWords(judged)}` : what;
}

/** What an event says, as the end of a sentence about the candidate. Null where it says nothing worth reading. */
export function eventWords(recording: Recording, event: LogEvent, names: Names): string | null {
  const { data } = event;
  switch (event.kind) {
    case "started":
      return "the clock started";
    case "view":
      return `turned to ${names.problem(String(data.problem))} in ${names.language(String(data.language))}`;
    case "run":
      return runWords(event, recording.judged.get(event.seq));
    case "submit":
      return submitWords(event, recording.judged.get(event.seq), names);
    case "judged": {
      const asked = recording.event(Number(data.of));
      return asked ? eventWords(recording, asked, names) : null;
    }
    case "edit":
      return editWords(event);
    case "away":
      return "left the page";
    case "back":
      return "came back to the page";
    case "finish":
      return "finished before the time was up";
    case "time_returned":
      return `${duration(Number(data.ms))} given back: ${data.reason}`;
    case "ended":
      return ENDED[String(data.reason)] ?? "the session ended";
    case "disconnected":
      return "lost the connection";
    case "connected":
      return "connected";
    default:
      return null;
  }
}

const ENDED: Record<string, string> = {
  finished: "finished before the time was up",
  time: "the time was up",
  withdrawn: "withdrew",
};

const EDITS: Record<string, string> = {
  type: "typing",
  delete: "deleting",
  drop: "dropped text in",
  cut: "cut text",
  undo: "undid",
  redo: "redid",
  complete: "took a completion",
  indent: "indenting",
  move: "moving lines",
};

function editWords(event: LogEvent): string {
  const file = (event.data.file as string).split("/").at(-1) ?? "";
  const origin = event.data.origin as string;
  if (origin === "paste")
    return `pasted ${count(insertedLength(event.data.changes), "character")} into ${file}`;
  return `${EDITS[origin] ?? "editing"} in ${file}`;
}

/** Everything on the timeline, by time. */
export function timelineMarks(recording: Recording, names: Names): TimelineMark[] {
  const marks: TimelineMark[] = [];
  const open: { away: TimelineMark | null; offline: TimelineMark | null } = { away: null, offline: null };
  const tabs = new Set<string>();
  const started = recording.zero !== null;
  for (const event of recording.events) {
    const at = recording.timeOf(event.seq);
    const data = event.data as Record<string, string>;
    const mark = (kind: MarkKind, more: Partial<TimelineMark> = {}): TimelineMark => {
      const made = { kind, at, seq: event.seq, text: eventWords(recording, event, names) ?? kind, ...more };
      marks.push(made);
      return made;
    };
    switch (event.kind) {
      case "view":
        mark("view", { problem: data.problem ?? "" });
        break;
      case "run":
      case "submit": {
        const verdict = recording.judged.get(event.seq)?.data.verdict as string | undefined;
        mark(event.kind, { problem: data.problem ?? "", ...(verdict !== undefined && { verdict }) });
        break;
      }
      case "edit":
        if (data.origin === "paste") mark("paste", { problem: (data.file ?? "").split("/")[0] ?? "" });
        break;
      case "away":
        open.away ??= mark("away");
        break;
      case "back":
        close(open.away, at, "away from the page");
        open.away = null;
        break;
      case "connected":
        tabs.add(data.tab ?? "");
        close(open.offline, at, "off line");
        open.offline = null;
        break;
      case "disconnected":
        tabs.delete(data.tab ?? "");
        if (started && tabs.size === 0 && recording.endedAt === null) open.offline = mark("offline");
        break;
      case "time_returned":
      case "ended":
        mark(event.kind);
        break;
    }
  }
  const end = recording.duration;
  close(open.away, end, "away from the page");
  close(open.offline, end, "off line");
  marks.push(...pauses(recording));
  const last = recording.endedAt ?? Number.POSITIVE_INFINITY;
  return marks
    .filter((mark) => mark.at <= last || mark.kind !== "offline")
    .sort((a, b) => a.at - b.at || a.seq - b.seq);
}

function close(mark: TimelineMark | null, at: number, words: string): void {
  if (!mark) return;
  mark.until = Math.max(at, mark.at);
  mark.text = `${words} for ${duration(mark.until - mark.at)}`;
}

function pauses(recording: Recording): TimelineMark[] {
  const found: TimelineMark[] = [];
  const { activitySeqs: seqs, activityTimes: times } = recording;
  for (let i = 0; i < times.length; i++) {
    const at = times[i] as number;
    const until = times[i + 1] ?? recording.endedAt ?? at;
    if (until - at >= PAUSE_MS) {
      found.push({
        kind: "pause",
        at,
        until,
        seq: seqs[i] as number,
        text: `nothing typed for ${duration(until - at)}`,
      });
    }
  }
  return found;
}

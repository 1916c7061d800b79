/** A session's log as something that can be looked at from any moment: the text of every file at every `seq`,
 * and the time at which each event is shown. Values in, values out; no clock, no DOM.
 *
 * Order is the log's order (`seq`): text at a seq is the fold of all edits up to it. Shown time is the writer's
 * own `t`, counted from the start of the clock, never running backwards along what changes the text. So edits made
 * off line and stored later are shown when they were typed.
 */

import { ChangeSet, Text } from "@codemirror/state";

/** An event as `GET /api/sessions/{id}/log` gives it. */
export interface LogEvent {
  seq: number;
  writer: string;
  n: number;
  t: number;
  at: string;
  kind: string;
  data: Record<string, unknown>;
}

/** The log does not fold: an edit does not fit the text it claims to change. */
export class DamagedLog extends Error {
  readonly seq: number;

  constructor(seq: number, message: string) {
    super(`The log cannot be replayed beyond event ${seq}: ${message}`);
    this.seq = seq;
  }
}

/** A snapshot of a file's text is kept every so many edits, so a seek applies fewer than that. */
export const KEYFRAME_EVERY = 64;

/** Kinds that the text, the file in view or the results depend on: their order is the log's. */
const CONTENT = new Set(["started", "file", "edit", "view", "run", "submit", "judged", "finish"]);
/** Kinds that show a person at work; a gap between two of them is a pause. */
const ACTIVITY = new Set(["started", "edit", "view", "run", "submit", "finish"]);

export interface FileTrack {
  readonly file: string;
  readonly problem: string;
  readonly language: string;
  readonly createdSeq: number;
  /** seq of the file's k-th edit (from 0), rising. */
  readonly seqs: number[];
  readonly changes: unknown[];
  /** `keyframes[k]` is the text after `k * KEYFRAME_EVERY` edits; filled as far as anyone has looked. */
  readonly keyframes: Text[];
  /** The text last asked for, after `count` edits: the next frame starts from here. */
  last: { count: number; text: Text };
}

/** How many of the rising numbers are at most `limit`. */
export function countUpTo(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A string as CodeMirror's text: lines end at "\n" only, so a "\r" stays what it is. */
export function textOf(text: string): Text {
  return Text.of(text.split("\n"));
}

export class Recording {
  /** `events[i].seq === i + 1`. */
  readonly events: LogEvent[] = [];
  readonly files = new Map<string, FileTrack>();
  /** seq of the events with kinds in `CONTENT`, rising, and their shown times, never falling. */
  readonly contentSeqs: number[] = [];
  readonly contentTimes: number[] = [];
  /** The same for `ACTIVITY`. */
  readonly activitySeqs: number[] = [];
  readonly activityTimes: number[] = [];
  /** `judged` events by the seq of the run or submission they answer. */
  readonly judged = new Map<number, LogEvent>();
  /** `t` of the `started` event, once seen. */
  zero: number | null = null;
  /** Where the clock stopped, once seen: shown time of `ended`. */
  endedAt: number | null = null;
  private shown: number[] = [];
  private latest = 0;

  get lastSeq(): number {
    return this.events.length;
  }

  /** Length of the recording so far, in ms of shown time. */
  get duration(): number {
    return Math.max(this.latest, this.endedAt ?? 0);
  }

  /** Take the next events of the log. Throws DamagedLog where they do not follow on. */
  append(events: readonly LogEvent[]): void {
    for (const event of events) this.take(event);
  }

  private take(event: LogEvent): void {
    if (event.seq !== this.events.length + 1) {
      throw new DamagedLog(event.seq, `event ${this.events.length + 1} was expected here`);
    }
    this.events.push(event);
    if (event.kind === "started" && this.zero === null) this.zero = event.t;
    const own = this.zero === null ? 0 : Math.max(0, event.t - this.zero);
    const content = CONTENT.has(event.kind);
    const time = content ? Math.max(own, this.contentTimes.at(-1) ?? 0) : own;
    this.shown.push(time);
    if (content) {
      this.contentSeqs.push(event.seq);
      this.contentTimes.push(time);
      this.latest = Math.max(this.latest, time);
    }
    if (ACTIVITY.has(event.kind)) {
      this.activitySeqs.push(event.seq);
      this.activityTimes.push(time);
    }
    if (event.kind === "file") this.create(event);
    else if (event.kind === "edit") this.edit(event);
    else if (event.kind === "judged") this.judged.set(event.data.of as number, event);
    else if (event.kind === "ended") this.endedAt = time;
  }

  private create(event: LogEvent): void {
    const { file, problem, language, text } = event.data as Record<string, string>;
    if (file === undefined || this.files.has(file)) {
      throw new DamagedLog(event.seq, `the file ${file ?? "without a name"} exists already`);
    }
    const start = textOf(text ?? "");
    this.files.set(file, {
      file,
      problem: problem ?? "",
      language: language ?? "",
      createdSeq: event.seq,
      seqs: [],
      changes: [],
      keyframes: [start],
      last: { count: 0, text: start },
    });
  }

  private edit(event: LogEvent): void {
    const { file, version, changes } = event.data as { file: string; version: number; changes: unknown };
    const track = this.files.get(file);
    if (!track) throw new DamagedLog(event.seq, `the file ${file} is edited before it exists`);
    if (version !== track.seqs.length) {
      throw new DamagedLog(
        event.seq,
        `${file} is at version ${track.seqs.length}, the edit is for ${version}`,
      );
    }
    track.seqs.push(event.seq);
    track.changes.push(changes);
  }

  event(seq: number): LogEvent | undefined {
    return this.events[seq - 1];
  }

  /** When this event is shown, in ms since the clock started. */
  timeOf(seq: number): number {
    return this.shown[Math.min(Math.max(seq, 1), this.shown.length) - 1] ?? 0;
  }

  /** The last seq whose text is to be seen at this time. */
  seqAt(time: number): number {
    const count = countUpTo(this.contentTimes, time);
    return this.contentSeqs[count - 1] ?? 0;
  }

  /** The text of a file after everything up to `seq`. Empty where it does not exist yet. */
  textAt(file: string, seq: number): Text {
    const track = this.files.get(file);
    if (!track || seq < track.createdSeq) return Text.empty;
    return this.textAfter(track, countUpTo(track.seqs, seq));
  }

  /** What the edit at `seq` did: ranges in the new text. Empty for another kind of event. */
  changedAt(seq: number): { file: string; from: number; to: number }[] {
    const event = this.event(seq);
    if (event?.kind !== "edit") return [];
    const ranges: { file: string; from: number; to: number }[] = [];
    ChangeSet.fromJSON(event.data.changes).iterChangedRanges((_a, _b, from, to) => {
      ranges.push({ file: event.data.file as string, from, to });
    });
    return ranges;
  }

  /** Fold ahead for about `budget` ms, so that later seeks find their keyframes. True when nothing is left. */
  warm(budget: number, now: () => number = () => performance.now()): boolean {
    const until = now() + budget;
    for (const track of this.files.values()) {
      while (track.keyframes.length * KEYFRAME_EVERY <= track.seqs.length) {
        if (now() >= until) return false;
        const count = track.keyframes.length * KEYFRAME_EVERY;
        this.fold(track, count - KEYFRAME_EVERY, track.keyframes.at(-1) as Text, count);
      }
    }
    return true;
  }

  private textAfter(track: FileTrack, count: number): Text {
    const nearest = Math.min(Math.floor(count / KEYFRAME_EVERY), track.keyframes.length - 1);
    let from = nearest * KEYFRAME_EVERY;
    let text = track.keyframes[nearest] as Text;
    if (track.last.count <= count && track.last.count > from) {
      from = track.last.count;
      text = track.last.text;
    }
    const result = this.fold(track, from, text, count);
    track.last = { count, text: result };
    return result;
  }

  private fold(track: FileTrack, from: number, start: Text, to: number): Text {
    let text = start;
    for (let i = from; i < to; i++) {
      try {
        text = ChangeSet.fromJSON(track.changes[i]).apply(text);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new DamagedLog(track.seqs[i] as number, `the edit of ${track.file} does not fit (${reason})`);
      }
      const done = i + 1;
      if (done % KEYFRAME_EVERY === 0 && track.keyframes.length === done / KEYFRAME_EVERY) {
        track.keyframes.push(text);
      }
    }
    return text;
  }
}

/** The replay as a machine: where it stands, whether it plays, how fast; moved by `tick` and by seeks. It knows no
 * clock and no screen: whoever shows it calls `tick` with the milliseconds that went by.
 */

import { eventWords, type Names, type TimelineMark, timelineMarks } from "./marks.ts";
import { countUpTo, type LogEvent, type Recording } from "./recording.ts";

export const SPEEDS = [1, 2, 4, 8, 16, 32] as const;
export type Speed = (typeof SPEEDS)[number];

/** What is left standing at either end of a folded pause, in ms of shown time. */
const PAUSE_EDGE = 1000;

export interface PlayerState {
  /** ms since the clock started. */
  readonly time: number;
  /** Everything up to here is in the texts. */
  readonly seq: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly foldPauses: boolean;
  /** The file on screen. */
  readonly file: string | null;
  /** True while the file on screen is the one that the candidate works in. */
  readonly following: boolean;
  /** What happens now, in words. */
  readonly words: string;
  /** A pause that is being skipped now. */
  readonly pause: TimelineMark | null;
}

export class Player {
  readonly recording: Recording;
  private names: Names;
  private listeners = new Set<() => void>();
  private current: PlayerState;
  private marksCache: TimelineMark[] | null = null;
  private pinned: string | null = null;

  constructor(recording: Recording, names: Names) {
    this.recording = recording;
    this.names = names;
    this.current = {
      time: 0,
      seq: recording.seqAt(0),
      playing: false,
      speed: 4,
      foldPauses: true,
      file: null,
      following: true,
      words: "",
      pause: null,
    };
    this.place({ time: 0, seq: recording.seqAt(0) });
  }

  get state(): PlayerState {
    return this.current;
  }

  get marks(): readonly TimelineMark[] {
    this.marksCache ??= timelineMarks(this.recording, this.names);
    return this.marksCache;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): PlayerState => this.current;

  /** More of the log has come. */
  append(events: readonly LogEvent[]): void {
    this.recording.append(events);
    this.marksCache = null;
    this.place({
      time: this.current.time,
      seq: Math.max(this.current.seq, this.recording.seqAt(this.current.time)),
    });
  }

  play(): void {
    if (this.current.playing) return;
    if (this.current.time >= this.recording.duration) this.seekTime(0);
    this.set({ playing: true });
  }

  pause(): void {
    if (this.current.playing) this.set({ playing: false });
  }

  toggle(): void {
    if (this.current.playing) this.pause();
    else this.play();
  }

  setSpeed(speed: Speed): void {
    this.set({ speed });
  }

  setFoldPauses(foldPauses: boolean): void {
    this.set({ foldPauses });
  }

  /** Show this file whatever the candidate does; null: the one they work in. */
  showFile(file: string | null): void {
    this.pinned = file;
    this.place({});
  }

  /** Let `elapsed` ms of the onlooker's time go by. */
  tick(elapsed: number): void {
    if (!this.current.playing) return;
    const before = this.current.time;
    let time = before + elapsed * this.current.speed;
    let skipped: TimelineMark | null = null;
    if (this.current.foldPauses) {
      const pause = this.pauseAround(before, time);
      if (pause?.until !== undefined) {
        const resume = pause.until - PAUSE_EDGE;
        if (time > pause.at + PAUSE_EDGE && time < resume) {
          time = resume;
          skipped = pause;
        } else if (time < pause.until) skipped = pause;
      }
    }
    if (time >= this.recording.duration) {
      this.set({ playing: false });
      this.seekTime(this.recording.duration);
      return;
    }
    this.place({ time, seq: this.recording.seqAt(time) }, skipped);
  }

  private pauseAround(before: number, after: number): TimelineMark | undefined {
    return this.marks.find((mark) => mark.kind === "pause" && mark.at <= after && (mark.until ?? 0) > before);
  }

  /** Go to a moment, in ms since the clock started. The last moment shows everything the log has. */
  seekTime(time: number): void {
    const duration = this.recording.duration;
    const clamped = Math.min(Math.max(0, time), duration);
    const seq = clamped >= duration ? this.recording.lastSeq : this.recording.seqAt(clamped);
    this.place({ time: clamped, seq });
  }

  /** Go to an event of the log. */
  seekSeq(seq: number): void {
    const clamped = Math.min(Math.max(1, seq), Math.max(1, this.recording.lastSeq));
    this.place({ time: this.recording.timeOf(clamped), seq: clamped });
  }

  /** To the next or previous run or submission, seen with its result still to come. False where there is none. */
  stepRun(direction: 1 | -1): boolean {
    return this.stepTo(
      direction,
      this.marks.filter((mark) => mark.kind === "run" || mark.kind === "submit"),
    );
  }

  private stepTo(direction: 1 | -1, marks: readonly { seq: number }[]): boolean {
    const seqs = marks.map((mark) => mark.seq).sort((a, b) => a - b);
    const index =
      direction === 1 ? countUpTo(seqs, this.current.seq) : countUpTo(seqs, this.current.seq - 1) - 1;
    const target = seqs[index];
    if (target === undefined) return false;
    this.seekSeq(target);
    return true;
  }

  /** To the next or previous edit, of any file or of the pinned one. */
  stepChange(direction: 1 | -1): boolean {
    const { events } = this.recording;
    let seq = this.current.seq + direction;
    for (; seq >= 1 && seq <= events.length; seq += direction) {
      const event = events[seq - 1] as LogEvent;
      if (event.kind === "edit" && (this.pinned === null || event.data.file === this.pinned)) {
        this.seekSeq(seq);
        return true;
      }
    }
    return false;
  }

  private place(where: { time?: number; seq?: number }, pause: TimelineMark | null = null): void {
    const time = where.time ?? this.current.time;
    const seq = where.seq ?? this.current.seq;
    const file = this.pinned ?? this.fileInWork(seq);
    this.set({ time, seq, file, following: this.pinned === null, words: this.wordsAt(seq), pause });
  }

  /** The file of the last edit or view up to `seq`; before any, the first that was made. */
  private fileInWork(seq: number): string | null {
    const { events, files } = this.recording;
    for (let i = Math.min(seq, events.length) - 1; i >= 0; i--) {
      const event = events[i] as LogEvent;
      if (event.kind === "edit") return event.data.file as string;
      if (event.kind === "view") {
        for (const track of files.values()) {
          if (track.problem === event.data.problem && track.language === event.data.language)
            return track.file;
        }
      }
    }
    return files.keys().next().value ?? null;
  }

  /** The words of the last event up to `seq` that says anything. */
  private wordsAt(seq: number): string {
    for (let i = Math.min(seq, this.recording.events.length) - 1; i >= 0; i--) {
      const words = eventWords(this.recording, this.recording.events[i] as LogEvent, this.names);
      if (words) return words;
    }
    return "the session was opened";
  }

  private set(change: Partial<PlayerState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}

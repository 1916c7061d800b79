/** When to push what: batches after a short quiet, one on its way per writer, only what is on disk. */

import { type ClientMessage, PUSH_EVENTS } from "./protocol.ts";
import type { Writer } from "./writer.ts";

const QUIET_MS = 150;
const LONGEST_MS = 500;
/** A push without an answer by then means that the line is dead. */
const ANSWER_MS = 10_000;

export interface PusherOptions {
  /** False if it could not be sent. */
  send(message: ClientMessage): boolean;
  /** No answer came. */
  stuck(): void;
  /** False if this computer keeps nothing: then there is no disk to wait for. */
  keptLocally(): boolean;
}

export class Pusher {
  writers: readonly Writer[] = [];
  readonly #options: PusherOptions;
  #onTheWay = new Map<string, ReturnType<typeof setTimeout>>();
  #quiet: ReturnType<typeof setTimeout> | null = null;
  #longest: ReturnType<typeof setTimeout> | null = null;
  /** Everything pending is to go as soon as it may; false while a batch is being gathered. */
  #due = false;

  constructor(options: PusherOptions) {
    this.#options = options;
  }

  /** There is something new: push it after a quiet. */
  soon(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.now(), QUIET_MS);
    this.#longest ??= setTimeout(() => this.now(), LONGEST_MS);
  }

  /** Push all that may go. What may not go yet (not on disk, or one is on its way) goes when it may. */
  now(): void {
    this.#clearTimers();
    this.#due = true;
    this.#push();
  }

  /** More is on disk than before. */
  kept(): void {
    if (this.#due) this.#push();
  }

  /** The push of a writer was answered, in whatever way. */
  answered(writer: string): void {
    clearTimeout(this.#onTheWay.get(writer));
    this.#onTheWay.delete(writer);
    // What was typed meanwhile keeps its own pace; what was left over goes on.
    if (this.#due) this.#push();
  }

  /** The line is down: nothing is on its way any more. */
  lost(): void {
    for (const timer of this.#onTheWay.values()) clearTimeout(timer);
    this.#onTheWay.clear();
  }

  stop(): void {
    this.lost();
    this.#clearTimers();
  }

  #push(): void {
    for (const writer of this.writers) {
      if (this.#onTheWay.has(writer.id)) continue;
      const last = this.#options.keptLocally() ? writer.safe : Number.POSITIVE_INFINITY;
      const events = writer.pending.slice(0, PUSH_EVENTS).filter((event) => event.n <= last);
      if (events.length === 0) continue;
      if (!this.#options.send({ type: "push", writer: writer.id, events })) return;
      this.#onTheWay.set(
        writer.id,
        setTimeout(() => this.#options.stuck(), ANSWER_MS),
      );
    }
    if (this.writers.every((writer) => writer.pending.length === 0)) this.#due = false;
  }

  #clearTimers(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    if (this.#longest !== null) clearTimeout(this.#longest);
    this.#quiet = null;
    this.#longest = null;
  }
}

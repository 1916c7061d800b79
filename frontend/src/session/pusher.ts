/** When to push what: batches after a short quiet, one on its way per writer, only what is on disk. */

import { type ClientMessage, type NewEvent, PUSH_CHARACTERS, PUSH_EVENTS } from "./protocol.ts";
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
  /** By writer: the last n of the push that is on its way, and the end of patience for it. */
  #onTheWay = new Map<string, { last: number; patience: ReturnType<typeof setTimeout> }>();
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

  /** Events of a writer up to `stored` are acknowledged. If not all that was pushed, another message says why. */
  acknowledged(writer: string, stored: number): void {
    const push = this.#onTheWay.get(writer);
    if (push === undefined || stored >= push.last) this.answered(writer);
  }

  /** The push of a writer is over. What was typed meanwhile keeps its own pace, what was left over goes on. */
  answered(writer: string): void {
    clearTimeout(this.#onTheWay.get(writer)?.patience);
    this.#onTheWay.delete(writer);
    if (this.#due) this.#push();
  }

  /** The line is down: nothing is on its way any more. */
  lost(): void {
    for (const { patience } of this.#onTheWay.values()) clearTimeout(patience);
    this.#onTheWay.clear();
  }

  stop(): void {
    this.lost();
    this.#clearTimers();
  }

  #push(): void {
    for (const writer of this.writers) {
      if (this.#onTheWay.has(writer.id)) continue;
      const allowed = this.#options.keptLocally() ? writer.safe : Number.POSITIVE_INFINITY;
      const events = batch(writer.pending, allowed);
      if (events.length === 0) continue;
      if (!this.#options.send({ type: "push", writer: writer.id, events })) return;
      const last = (events.at(-1) as NewEvent).n;
      this.#onTheWay.set(writer.id, { last, patience: setTimeout(() => this.#options.stuck(), ANSWER_MS) });
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

/** The first events that may go, as many as one message should hold; at least one, if any may. */
function batch(pending: readonly NewEvent[], allowed: number): NewEvent[] {
  const events: NewEvent[] = [];
  let characters = 0;
  for (const event of pending) {
    if (event.n > allowed || events.length === PUSH_EVENTS) break;
    characters += JSON.stringify(event).length;
    if (events.length > 0 && characters > PUSH_CHARACTERS) break;
    events.push(event);
  }
  return events;
}

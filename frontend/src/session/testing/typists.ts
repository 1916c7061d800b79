/**
 * Many candidates who type at once, each with the real session client over a real WebSocket: run by
 * bench/nothing_lost.py as `node typists.ts`, with one JSON object on standard input (`Task`).
 *
 * A session has a home computer whose one tab types, deletes and pastes in `own`, and is closed and opened
 * again; with `shared` also a second computer: there both add whole lines to the same file. Prints one
 * JSON line for each thing worth telling, the last of them the `Outcome`.
 */

import { Computer, type Tab } from "./browser.ts";

interface SessionTask {
  id: string;
  /** http://host:port of this session's own way to the server. */
  base: string;
  cookie: string;
  own: string;
  shared: string | null;
}

interface Task {
  seed: number;
  /** How long to type. */
  seconds: number;
  /** Time that everything has to arrive once all faults are over. */
  settleSeconds: number;
  /** Mean pause between two key strokes of one person, in ms. */
  pauseMs: number;
  /** Mean time between two closings of a person's tab, in seconds. */
  tabSeconds: number;
  sessions: SessionTask[];
}

interface SessionOutcome {
  id: string;
  /** What `own` must be. */
  text: string;
  /** The lines that `shared` must have, in any order. */
  lines: string[];
  edits: number;
  reopened: number;
  /** The longest that a tab about to be closed had to wait until it said that all was kept. */
  keptAfterMs: number;
  pending: number;
  trouble: string | null;
  /** Where a tab showed something else than what had been typed. */
  wrong: string[];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Resolves when it is written: a pipe takes a long line in pieces. */
const tell = (line: object) =>
  new Promise<void>((done) => process.stdout.write(`${JSON.stringify(line)}\n`, () => done()));

/** A random source with a seed (mulberry32): numbers from 0 up to 1. */
function source(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = [
  "for ",
  "x",
  " = ",
  "total",
  "\n",
  "    ",
  "(",
  ")",
  "é",
  "漢",
  "\ud83d\ude00",
  "\ud83d",
  "return",
];

class Typist {
  readonly #task: SessionTask;
  readonly #all: Task;
  readonly #random: () => number;
  readonly #name: string;
  readonly #computer: Computer;
  readonly #memory = new Map<string, string>();
  readonly outcome: SessionOutcome;
  #tab: Tab | null = null;

  constructor(task: SessionTask, all: Task, seed: number, name: string) {
    this.#task = task;
    this.#all = all;
    this.#random = source(seed);
    this.#name = name;
    const headers = { cookie: task.cookie, origin: task.base };
    const url = `${task.base.replace("http", "ws")}/api/candidate/log`;
    // Node's WebSocket takes headers, which the type of the browser's does not know.
    this.#computer = new Computer(() => new WebSocket(url, { headers } as unknown as string[]));
    this.outcome = {
      id: task.id,
      text: "",
      lines: [],
      edits: 0,
      reopened: 0,
      keptAfterMs: 0,
      pending: 0,
      trouble: null,
      wrong: [],
    };
  }

  async work(until: number): Promise<void> {
    await this.#open();
    this.outcome.text = this.#client.text(this.#task.own);
    let closeAt = this.#soon(this.#all.tabSeconds * 1000);
    while (performance.now() < until) {
      await pause(this.#all.pauseMs * 2 * this.#random());
      if (performance.now() > closeAt) {
        await this.#reopen();
        closeAt = this.#soon(this.#all.tabSeconds * 1000);
      }
      const shared = this.#task.shared;
      if (shared !== null && (this.#name === "away" || this.#random() < 0.3)) this.#addLine(shared);
      else this.#strike();
    }
  }

  /** True once everything is acknowledged. */
  get settled(): boolean {
    const { saved, connection } = this.#client.getState();
    return saved.pending === 0 && connection === "online";
  }

  async leave(): Promise<void> {
    const { saved, trouble } = this.#client.getState();
    this.outcome.pending = saved.pending;
    this.outcome.trouble = trouble;
    if (this.#name === "home") this.#check("at the end");
    await this.#client.stop();
  }

  get #client(): Tab["client"] {
    if (this.#tab === null) throw new Error("no tab is open");
    return this.#tab.client;
  }

  #soon(meanMs: number): number {
    return performance.now() + meanMs * (0.5 + this.#random());
  }

  async #open(): Promise<void> {
    this.#tab = await this.#computer.tab(this.#memory);
  }

  /**
   * Close the tab as soon as it says that all is kept on this computer (a few ms after the last key, on a
   * machine that is not overrun), whatever is still on its way to the server; then open another.
   */
  async #reopen(): Promise<void> {
    const before = performance.now();
    while (!this.#client.getState().saved.keptLocally) await pause(1);
    this.outcome.keptAfterMs = Math.max(this.outcome.keptAfterMs, performance.now() - before);
    this.#tab?.kill();
    await pause(500 * this.#random());
    await this.#open();
    this.outcome.reopened++;
    if (this.#name === "home") this.#check(`after opening ${this.outcome.reopened}`);
  }

  #check(when: string): void {
    const shown = this.#client.text(this.#task.own);
    if (shown === this.outcome.text) return;
    this.outcome.wrong.push(`${when}: ${shown.length} units, not ${this.outcome.text.length}`);
    this.outcome.text = shown; // said once is enough
  }

  #strike(): void {
    const { text } = this.outcome;
    const dice = this.#random();
    const from = Math.floor(this.#random() * (text.length + 1));
    if (dice < 0.2 && text.length > 40) {
      const to = Math.min(text.length, from + 1 + Math.floor(this.#random() * 3));
      this.#edit(from, to, "", "delete.backward");
    } else if (dice < 0.23) {
      this.#edit(from, from, this.#word().repeat(10), "input.paste");
    } else if (dice < 0.24 && text.length > 4000) {
      this.#edit(0, text.length - 2000, "", "delete.selection");
    } else {
      this.#edit(from, from, this.#word(), "input.type");
    }
  }

  #word(): string {
    return WORDS[Math.floor(this.#random() * WORDS.length)] as string;
  }

  #edit(from: number, to: number, insert: string, userEvent: string): void {
    if (from === to && insert === "") return; // the end of the file: nothing to delete
    this.#client.change(this.#task.own, { from, to, insert }, userEvent);
    this.outcome.text = this.outcome.text.slice(0, from) + insert + this.outcome.text.slice(to);
    this.outcome.edits++;
  }

  /** A line of its own, at the beginning of any line: nobody's insertion can split another's. */
  #addLine(file: string): void {
    const line = `${this.#name}-${this.outcome.lines.length}`;
    const text = this.#client.text(file);
    const starts = [0, ...Array.from(text.matchAll(/\n/g), (found) => found.index + 1)];
    const at = starts[Math.floor(this.#random() * starts.length)] as number;
    this.#client.change(file, { from: at, to: at, insert: `${line}\n` }, "input.paste");
    this.outcome.lines.push(line);
    this.outcome.edits++;
  }
}

let input = "";
for await (const chunk of process.stdin) input += chunk;
const task = JSON.parse(input) as Task;
const typists = task.sessions.flatMap((session, index) => [
  new Typist(session, task, task.seed + index, "home"),
  ...(session.shared === null ? [] : [new Typist(session, task, task.seed + 5000 + index, "away")]),
]);
const until = performance.now() + task.seconds * 1000;
await Promise.all(
  typists.map(async (typist, index) => {
    await pause((1000 * index) / typists.length); // nobody starts at the same moment
    await typist.work(until);
  }),
);
await tell({ typed: typists.reduce((sum, typist) => sum + typist.outcome.edits, 0) });
const deadline = performance.now() + task.settleSeconds * 1000;
while (performance.now() < deadline && !typists.every((typist) => typist.settled)) await pause(100);
for (const typist of typists) await typist.leave();
await tell({ outcome: typists.map((typist) => typist.outcome) });
process.exit(0);

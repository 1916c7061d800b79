/** Which writer this tab is, and whose outboxes it takes over: those whose tab is gone. */

import { type Locks, lockName, type Release } from "./locks.ts";
import type { Outbox, StoredWriter } from "./outbox.ts";
import type { UndoState } from "./undo.ts";
import { Writer } from "./writer.ts";

/** On a reload the old page may take a moment to let go of its lock. */
const RELOAD_MS = 1000;
/** A page that is being reloaded takes its own writer up again: leave it that long to do so. */
const RELOAD_GRACE_MS = 3000;

type TabMemory = Pick<Storage, "getItem" | "setItem"> | null;

export class Adoption {
  readonly #session: string;
  readonly #outbox: Outbox;
  readonly #locks: Locks;
  readonly #memory: TabMemory;
  #problem = false;
  readonly #held = new Map<string, Release>();

  constructor(session: string, outbox: Outbox, locks: Locks, memory: TabMemory) {
    this.#session = session;
    this.#outbox = outbox;
    this.#locks = locks;
    this.#memory = memory;
  }

  /**
   * This tab's writer: the one it was before a reload, else the last active one whose tab is gone, else a
   * new one. And the other writers without a tab that have something left to send.
   * `problem`: why this computer's storage cannot be used; then the writer is always new.
   */
  async begin(): Promise<{ own: Writer; others: Writer[]; problem: string | null }> {
    let known: StoredWriter[];
    try {
      known = await this.#outbox.writers();
    } catch (error) {
      this.#problem = true;
      const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { own: await this.#newWriter(), others: [], problem };
    }
    const before = this.#memory?.getItem(this.#memoryKey) ?? null;
    known.sort((a, b) => Number(b.writer === before) - Number(a.writer === before));
    const free: Writer[] = [];
    for (const stored of known) {
      if (!(await this.#take(stored.writer, stored.writer === before ? RELOAD_MS : 0))) continue;
      free.push(await this.#load(stored));
    }
    const [own = await this.#newWriter(), ...others] = free;
    this.#memory?.setItem(this.#memoryKey, own.id);
    return { own, others: this.#withWork(others), problem: null };
  }

  /** Writers whose tab has gone since, with something left to send. */
  async scan(): Promise<Writer[]> {
    const found: Writer[] = [];
    const known = await this.#outbox.writers();
    for (const { writer, touched } of known) {
      if (this.#held.has(writer) || Date.now() - touched < RELOAD_GRACE_MS) continue;
      if (!(await this.#take(writer, 0))) continue;
      // What it was before the lock was ours may have changed.
      const now = (await this.#outbox.writers()).find((stored) => stored.writer === writer);
      if (now !== undefined) found.push(await this.#load(now));
      else this.#letGo(writer);
    }
    return this.#withWork(found);
  }

  /** The undo states that a writer has kept. */
  async undoStates(writer: string, files: readonly string[]): Promise<Map<string, UndoState>> {
    const states = new Map<string, UndoState>();
    if (this.#problem) return states;
    for (const file of files) {
      const undo = await this.#outbox.undo(writer, file);
      if (undo !== null) states.set(file, undo);
    }
    return states;
  }

  /** A writer has nothing left to send: nothing of it stays on this computer. */
  forget(writer: string, letGo: boolean): void {
    this.#outbox
      .forget(writer)
      .catch((error: unknown) => console.warn("a finished outbox could not be removed", error))
      .finally(() => {
        if (letGo) this.#letGo(writer);
      });
  }

  release(): void {
    for (const writer of [...this.#held.keys()]) this.#letGo(writer);
  }

  get #memoryKey(): string {
    return `assay:writer:${this.#session}`;
  }

  #withWork(writers: readonly Writer[]): Writer[] {
    for (const writer of writers) if (writer.pending.length === 0) this.forget(writer.id, true);
    return writers.filter((writer) => writer.pending.length > 0);
  }

  async #load(stored: StoredWriter): Promise<Writer> {
    const writer = new Writer(stored.writer, await this.#outbox.events(stored.writer), stored.next);
    writer.safe = writer.next - 1;
    return writer;
  }

  async #newWriter(): Promise<Writer> {
    const random = crypto.getRandomValues(new Uint8Array(12));
    const id = `tab-${Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    await this.#take(id, 1000);
    return new Writer(id);
  }

  async #take(writer: string, waitMs: number): Promise<boolean> {
    const release = await this.#locks.take(lockName(this.#session, writer), waitMs);
    if (release === null) return false;
    this.#held.set(writer, release);
    return true;
  }

  #letGo(writer: string): void {
    this.#held.get(writer)?.();
    this.#held.delete(writer);
  }
}

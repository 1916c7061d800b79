/**
 * The events that the server has not acknowledged, on this computer's disk (IndexedDB), for every writer of
 * every session opened here; and each writer's undo states.
 *
 * Writes are queued and done in order, all that waits in one transaction, so the disk always shows a state
 * that the writers were in. A promise is resolved when its write is committed, and rejected if it cannot be.
 */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { NewEvent } from "./protocol.ts";
import type { UndoState } from "./undo.ts";

export interface StoredWriter {
  writer: string;
  /** The n of its next event. */
  next: number;
  /** When it last wrote here, in ms since 1970. */
  touched: number;
}

interface Schema extends DBSchema {
  writers: { key: [string, string]; value: StoredWriter & { session: string } };
  events: { key: [string, string, number]; value: { session: string; writer: string; event: NewEvent } };
  undo: { key: [string, string, string]; value: UndoState };
}

type Stores = ("writers" | "events" | "undo")[];
const STORES: Stores = ["writers", "events", "undo"];
type Tx = ReturnType<typeof transaction>;
type Work = { run: (tx: Tx) => void; done: () => void; failed: (error: unknown) => void };

function transaction(db: IDBPDatabase<Schema>) {
  return db.transaction(STORES, "readwrite", { durability: "relaxed" });
}

export class Outbox {
  readonly #name: string;
  readonly #session: string;
  #db: Promise<IDBPDatabase<Schema>> | null = null;
  #queue: Work[] = [];
  #working: Promise<void> | null = null;

  constructor(session: string, name = "assay-session") {
    this.#session = session;
    this.#name = name;
  }

  /** The writers known here, the last active first. */
  async writers(): Promise<StoredWriter[]> {
    const db = await this.#open();
    const found = await db.getAll("writers", IDBKeyRange.bound([this.#session], [this.#session, []]));
    return found
      .map(({ writer, next, touched }) => ({ writer, next, touched }))
      .sort((a, b) => b.touched - a.touched);
  }

  /** A writer's events, in order of n. */
  async events(writer: string): Promise<NewEvent[]> {
    const db = await this.#open();
    const found = await db.getAll("events", this.#range(writer));
    return found.map((row) => row.event);
  }

  async undo(writer: string, file: string): Promise<UndoState | null> {
    const db = await this.#open();
    return (await db.get("undo", [this.#session, writer, file])) ?? null;
  }

  append(writer: string, next: number, event: NewEvent): Promise<void> {
    const copy = { ...event };
    return this.#write((tx) => {
      this.#touch(tx, writer, next);
      this.#put(tx, writer, copy);
    });
  }

  /** All of a writer's events anew: they were rewritten. */
  replace(writer: string, next: number, events: readonly NewEvent[]): Promise<void> {
    const copies = events.map((event) => ({ ...event }));
    return this.#write((tx) => {
      this.#touch(tx, writer, next);
      void tx.objectStore("events").delete(this.#range(writer));
      for (const event of copies) this.#put(tx, writer, event);
    });
  }

  /** Everything up to and with n has been acknowledged. */
  drop(writer: string, n: number): Promise<void> {
    const done = IDBKeyRange.bound([this.#session, writer], [this.#session, writer, n]);
    return this.#write((tx) => void tx.objectStore("events").delete(done));
  }

  saveUndo(writer: string, file: string, state: UndoState): Promise<void> {
    return this.#write((tx) => void tx.objectStore("undo").put(state, [this.#session, writer, file]));
  }

  /** Nothing of the writer is needed any more. */
  forget(writer: string): Promise<void> {
    return this.#write((tx) => {
      void tx.objectStore("writers").delete([this.#session, writer]);
      void tx.objectStore("events").delete(this.#range(writer));
      void tx.objectStore("undo").delete(this.#range(writer));
    });
  }

  /** Once all that waits is written. */
  async close(): Promise<void> {
    await this.#working;
    (await this.#db)?.close();
    this.#db = null;
  }

  #range(writer: string): IDBKeyRange {
    // An array sorts after every string and number: all keys that begin with these two.
    return IDBKeyRange.bound([this.#session, writer], [this.#session, writer, []]);
  }

  #touch(tx: Tx, writer: string, next: number): void {
    const row = { session: this.#session, writer, next, touched: Date.now() };
    void tx.objectStore("writers").put(row, [this.#session, writer]);
  }

  #put(tx: Tx, writer: string, event: NewEvent): void {
    const row = { session: this.#session, writer, event };
    void tx.objectStore("events").put(row, [this.#session, writer, event.n]);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#db ??= openDB<Schema>(this.#name, 1, {
      upgrade: (db) => {
        for (const store of STORES) db.createObjectStore(store);
      },
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
      terminated: () => {
        this.#db = null;
      },
    }).catch((error: unknown) => {
      this.#db = null; // the next write tries again
      throw error;
    });
    return this.#db;
  }

  #write(run: (tx: Tx) => void): Promise<void> {
    return new Promise((done, failed) => {
      this.#queue.push({ run, done, failed });
      this.#working ??= this.#work();
    });
  }

  async #work(): Promise<void> {
    await null; // never done before #working holds it: opening the database may fail at once
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      try {
        const tx = transaction(await this.#open());
        // Late arrivals come along, so that order holds and one commit serves all.
        batch.push(...this.#queue.splice(0));
        for (const work of batch) work.run(tx);
        tx.commit(); // said aloud, so that it is finished even if the page closes now
        await tx.done;
        for (const work of batch) work.done();
      } catch (error) {
        for (const work of batch) work.failed(error);
      }
    }
    this.#working = null;
  }
}

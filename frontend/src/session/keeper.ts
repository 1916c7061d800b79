/** Puts writers' events to disk as they come and change, and knows up to where each may be pushed. */

import type { Outbox } from "./outbox.ts";
import type { NewEvent } from "./protocol.ts";
import type { UndoState } from "./undo.ts";
import type { Writer } from "./writer.ts";

export interface KeeperOptions {
  /** A write went well (null), or did not: in words for people. */
  wrote(problem: string | null): void;
}

export class Keeper {
  readonly #outbox: Outbox;
  readonly #options: KeeperOptions;
  /** After a failed write the disk lacks some events of these writers: the next write puts all. */
  readonly #behind = new Set<Writer>();

  constructor(outbox: Outbox, options: KeeperOptions) {
    this.#outbox = outbox;
    this.#options = options;
  }

  /** A new event, the writer's last. */
  add(writer: Writer, event: NewEvent): void {
    const { generation } = writer;
    const write = this.#behind.has(writer)
      ? this.#outbox.replace(writer.id, writer.next, writer.pending)
      : this.#outbox.append(writer.id, writer.next, event);
    this.#follow(write, writer, generation, event.n);
  }

  /** The writer's events were rewritten: none may be pushed until they are on disk anew. */
  rewrite(writer: Writer): void {
    const generation = ++writer.generation;
    writer.safe = (writer.pending[0]?.n ?? writer.next) - 1;
    const write = this.#outbox.replace(writer.id, writer.next, writer.pending);
    this.#follow(write, writer, generation, writer.next - 1);
  }

  /** What the server has stored need not be kept. */
  dropStored(writer: Writer): void {
    const stored = (writer.pending[0]?.n ?? writer.next) - 1;
    if (stored > 0) this.#report(this.#outbox.drop(writer.id, stored));
  }

  saveUndo(writer: Writer, file: string, undo: UndoState): void {
    this.#report(this.#outbox.saveUndo(writer.id, file, undo));
  }

  #follow(write: Promise<void>, writer: Writer, generation: number, n: number): void {
    write.then(
      () => {
        this.#behind.delete(writer);
        if (writer.generation === generation) writer.safe = Math.max(writer.safe, n);
        this.#options.wrote(null);
      },
      (error: unknown) => {
        this.#behind.add(writer);
        this.#options.wrote(describe(error));
      },
    );
  }

  #report(write: Promise<void>): void {
    write.catch((error: unknown) => this.#options.wrote(describe(error)));
  }
}

export function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** One writer's events that the server has not confirmed: numbered, in order, rewritten when others were first. */

import { ChangeSet, type Text } from "@codemirror/state";
import type { DataOf, Kind, NewEvent, OwnKind } from "./protocol.ts";
import { rebase, type Update } from "./rebase.ts";

type PendingEdit = NewEvent<"edit"> & { data: DataOf["edit"] };

/** A stored edit with its change set, as `SessionFile` keeps it. */
export interface StoredEdit {
  writer: string;
  n: number;
  /** Milliseconds since the session was opened. */
  t: number;
  version: number;
  changes: ChangeSet;
}

export class Writer {
  readonly id: string;
  /** In order of n, without gaps; the last has n = `next` - 1. */
  #pending: NewEvent[];
  /** The pending edits of each file, in order: the same objects as in `#pending`, with their change sets. */
  #edits = new Map<string, { event: PendingEdit; changes: ChangeSet }[]>();
  next: number;
  /** Events up to this n are on this computer's disk as they are now, so they may be pushed. */
  safe = 0;
  /** Counts rewrites: what was put to disk before one is no longer what is pending. */
  generation = 0;

  constructor(id: string, pending: NewEvent[] = [], next = 1) {
    this.id = id;
    this.#pending = pending;
    this.next = Math.max(next, (pending.at(-1)?.n ?? 0) + 1);
    this.#index();
  }

  get pending(): readonly NewEvent[] {
    return this.#pending;
  }

  get allSafe(): boolean {
    return this.safe >= (this.#pending.at(-1)?.n ?? 0);
  }

  /** The pending edits of a file, oldest first. */
  edits(file: string): { changes: ChangeSet; t: number }[] {
    return (this.#edits.get(file) ?? []).map(({ changes, event }) => ({ changes, t: event.t }));
  }

  /** The files that have pending edits. */
  editedFiles(): string[] {
    return [...this.#edits.keys()];
  }

  add<K extends Exclude<OwnKind, "edit">>(kind: K, data: DataOf[K], t: number): NewEvent {
    const event = { n: this.next++, t, kind, data } as NewEvent;
    this.#pending.push(event);
    return event;
  }

  /** An edit made on the text that has all pending edits in it; `version` is the file's confirmed one. */
  addEdit(
    file: string,
    version: number,
    changes: ChangeSet,
    origin: DataOf["edit"]["origin"],
    t: number,
  ): NewEvent {
    const edits = this.#edits.get(file) ?? [];
    const data = { file, version: version + edits.length, changes: changes.toJSON(), origin };
    const event: PendingEdit = { n: this.next++, t, kind: "edit", data };
    this.#pending.push(event);
    edits.push({ event, changes });
    this.#edits.set(file, edits);
    return event;
  }

  /** An event of this writer came back that is not an edit. True if pending events had to be renumbered. */
  confirm(n: number, kind: Kind): boolean {
    const found = this.#pending.findIndex((event) => event.n === n);
    if (found < 0 || this.#pending[found]?.kind !== kind) return this.continueAfter(n);
    this.#pending.splice(found, 1);
    return false;
  }

  /**
   * Stored edits of one file, in order of version: confirms own ones and brings the rest behind the others.
   *
   * `rewritten` says that pending events are no longer what they were; `remote` is what to do to the text
   * that has all pending edits in it.
   */
  receive(file: string, stored: readonly StoredEdit[]): { remote: ChangeSet | null; rewritten: boolean } {
    const mine = this.#edits.get(file) ?? [];
    const base = mine[0]?.event.data.version ?? 0;
    const updates: Update[] = [];
    let confirmed = 0;
    let clash = 0;
    for (const edit of stored) {
      if (edit.version < base) continue; // the pending edits were made after it
      const head = mine[confirmed];
      const own = edit.writer === this.id && edit.n === head?.event.n;
      if (own) confirmed++;
      // The same writer before this computer lost its memory of it: an edit from elsewhere, under our name.
      else if (edit.writer === this.id) clash = edit.n;
      updates.push({ own, changes: edit.changes });
    }
    const result = rebase(
      mine.map((edit) => edit.changes),
      updates,
    );
    const done = new Set(mine.slice(0, confirmed).map((edit) => edit.event.n));
    if (done.size > 0) this.#pending = this.#pending.filter((event) => !done.has(event.n));
    const version = base + updates.length;
    const moved = result.remote !== null && result.pending.length > 0;
    const rest = mine.slice(confirmed);
    if (moved) {
      rest.forEach(({ event }, index) => {
        const changes = result.pending[index] as ChangeSet;
        event.data = { ...event.data, version: version + index, changes: changes.toJSON() };
      });
    }
    this.#keep(
      file,
      rest.map(({ event }, index) => ({ event, changes: result.pending[index] as ChangeSet })),
    );
    const renumbered = clash > 0 && this.continueAfter(clash);
    return { remote: result.remote, rewritten: moved || renumbered };
  }

  /**
   * Take the oldest pending event out for good and close the gap: what follows moves up in n. If it is an
   * edit, those after it in its file (whose confirmed text is given) are rewritten as if it had never been
   * made, and what to do to the text that has all pending edits in it is returned.
   */
  withdraw(confirmed: Text | null): ChangeSet | null {
    const event = this.#pending.shift();
    if (event === undefined) return null;
    let remote: ChangeSet | null = null;
    const edits = event.kind === "edit" ? this.#edits.get(event.data.file) : undefined;
    const first = edits?.[0];
    if (edits !== undefined && first !== undefined && confirmed !== null) {
      const { file, version } = first.event.data;
      const rest = edits.slice(1);
      const undo = { own: false, changes: first.changes.invert(confirmed) };
      const result = rebase(
        rest.map((edit) => edit.changes),
        [undo],
      );
      remote = result.remote;
      this.#keep(
        file,
        rest.map(({ event: later }, index) => {
          const changes = result.pending[index] as ChangeSet;
          later.data = { ...later.data, version: version + index, changes: changes.toJSON() };
          return { event: later, changes };
        }),
      );
    }
    this.#renumberFrom(event.n);
    return remote;
  }

  /**
   * The server has this writer's events up to `stored`, none of which is pending: number on from there.
   * True if pending events were renumbered for it.
   */
  continueAfter(stored: number): boolean {
    if ((this.#pending[0]?.n ?? this.next) > stored) return false;
    this.#renumberFrom(stored + 1);
    return this.#pending.length > 0;
  }

  #renumberFrom(first: number): void {
    this.#pending.forEach((event, index) => {
      event.n = first + index;
    });
    this.next = first + this.#pending.length;
  }

  #keep(file: string, edits: { event: PendingEdit; changes: ChangeSet }[]): void {
    if (edits.length > 0) this.#edits.set(file, edits);
    else this.#edits.delete(file);
  }

  #index(): void {
    for (const event of this.#pending) {
      if (event.kind !== "edit") continue;
      const list = this.#edits.get(event.data.file) ?? [];
      list.push({ event, changes: ChangeSet.fromJSON(event.data.changes) });
      this.#edits.set(event.data.file, list);
    }
  }
}

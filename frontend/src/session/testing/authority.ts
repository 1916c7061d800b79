/** A server in memory for tests: takes edits only at the file's version, stores once, tells everyone. */

import { ChangeSet, Text } from "@codemirror/state";
import type { ClientMessage, NewEvent, ServerMessage, SessionEvent } from "../protocol.ts";
import type { Socket } from "../socket.ts";

type Listener = (event: { data: unknown; code?: number }) => void;

/** One end of a connection; what is said on it arrives later, in order. */
class FakeSocket implements Socket {
  readyState = 0;
  writer = "";
  readonly #server: Authority;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(server: Authority) {
    this.#server = server;
    setTimeout(() => {
      if (!server.up) {
        this.drop();
        return;
      }
      this.readyState = 1;
      server.lines.add(this);
      this.#emit("open", undefined);
    }, server.delayMs());
  }

  send(data: string): void {
    setTimeout(() => {
      if (this.readyState === 1) this.#server.take(this, JSON.parse(data) as ClientMessage);
    }, this.#server.delayMs());
  }

  tell(message: ServerMessage): void {
    const data = JSON.stringify(message);
    setTimeout(() => {
      if (this.readyState === 1) this.#emit("message", data);
    }, this.#server.delayMs());
  }

  close(): void {
    this.readyState = 3;
    this.#server.lines.delete(this);
  }

  drop(): void {
    this.close();
    this.#emit("close", undefined);
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  #emit(type: string, data: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data });
  }
}

export class Authority {
  readonly lines = new Set<FakeSocket>();
  readonly log: SessionEvent[] = [];
  readonly texts = new Map<string, Text>();
  readonly versions = new Map<string, number>();
  readonly writers = new Map<string, number>();
  /** Pushes that were answered `behind`. */
  behind = 0;
  up = true;
  /** The latest t that is taken. */
  lastT = Number.POSITIVE_INFINITY;
  /** Constant, so that messages keep their order. */
  delayMs = () => 1;
  /** Called before an acknowledgement goes out; false loses it with the line. */
  beforeAck: () => boolean = () => true;

  constructor(files: Record<string, string> = { "cart-total/solution.py": "start\n" }) {
    for (const [file, text] of Object.entries(files)) {
      const [problem = ""] = file.split("/");
      this.write("file", { file, problem, language: "python", text });
    }
  }

  readonly open = (): Socket => new FakeSocket(this);

  text(file = "cart-total/solution.py"): string {
    return String(this.texts.get(file));
  }

  /** An event of the server's own. */
  write<K extends SessionEvent["kind"]>(kind: K, data: Extract<SessionEvent, { kind: K }>["data"]): void {
    const n = (this.writers.get("server") ?? 0) + 1;
    this.#store("server", { n, t: 0, kind, data } as unknown as NewEvent);
  }

  take(socket: FakeSocket, message: ClientMessage): void {
    if (message.type === "hello") {
      socket.writer = message.writer;
      const clock = { state: "running", now: new Date().toISOString(), minutes: 60, returned_ms: 0 } as const;
      const stored = this.writers.get(message.writer) ?? 0;
      socket.tell({
        type: "welcome",
        writer: message.writer,
        stored,
        seq: this.log.length,
        t: 1000,
        clock: { ...clock, ends_at: null, remaining_ms: 3_600_000 },
      });
      socket.tell({ type: "events", events: this.log.slice(message.have) });
      return;
    }
    const { writer } = message;
    let answer: ServerMessage | null = null;
    for (const event of message.events) {
      const stored = this.writers.get(writer) ?? 0;
      if (event.n <= stored) continue;
      if (event.n > stored + 1) answer = { type: "gap", writer, stored };
      else if (event.t > this.lastT) {
        answer = { type: "refused", writer, stored, n: event.n, code: "late", message: "too late" };
      } else if (event.kind === "edit" && event.data.version !== this.versions.get(event.data.file)) {
        const { file } = event.data;
        answer = { type: "behind", writer, stored, file, version: this.versions.get(file) ?? 0 };
        this.behind++;
      } else if (event.kind === "edit" && JSON.stringify(event.data.changes).includes("forbidden")) {
        answer = { type: "refused", writer, stored, n: event.n, code: "malformed", message: "forbidden" };
      } else this.#store(writer, event);
      if (answer !== null) break;
    }
    if (!this.beforeAck()) {
      socket.drop();
      return;
    }
    socket.tell({ type: "ack", writer, stored: this.writers.get(writer) ?? 0, at: new Date().toISOString() });
    if (answer !== null) socket.tell(answer);
  }

  /** All lines fall; with `up` false nobody gets back. */
  cut(up = true): void {
    this.up = up;
    for (const line of [...this.lines]) line.drop();
  }

  #store(writer: string, event: NewEvent): void {
    const stored = {
      ...event,
      writer,
      seq: this.log.length + 1,
      at: new Date().toISOString(),
    } as SessionEvent;
    if (stored.kind === "file") {
      this.texts.set(stored.data.file, Text.of(stored.data.text.split("\n")));
      this.versions.set(stored.data.file, 0);
    } else if (stored.kind === "edit") {
      const { file, changes, version } = stored.data;
      this.texts.set(file, ChangeSet.fromJSON(changes).apply(this.texts.get(file) as Text));
      this.versions.set(file, version + 1);
    }
    this.log.push(stored);
    this.writers.set(writer, event.n);
    // Who has not said hello yet gets it with the rest.
    for (const line of this.lines) if (line.writer !== "") line.tell({ type: "events", events: [stored] });
  }
}

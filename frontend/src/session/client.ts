/**
 * The candidate's session in this browser tab: nothing typed is lost, and what is shown as saved is saved.
 *
 *     const client = new SessionClient({ session: view.session });
 *     await client.start();                          // resolves when the log has arrived: phase "ready"
 *     useSyncExternalStore(client.subscribe, client.getState)      // SessionState, see state.ts
 *
 * Editors. Each file (`<problem>/<file name>`) has one `EditorState`, kept by the client whether or not it is
 * on screen. At the moment a view is made or turned to another file (not earlier), take the state:
 *
 *     const view = new EditorView({ state: client.open(file, extensions), parent });
 *     view.setState(client.open(otherFile, extensions));
 *
 * `open` brings the undo history (bind `historyKeymap`, do not add `history()`), the merge and the read-only
 * state after the end. `extensions` are the page's own; change them with compartments or by `open` again,
 * never with `StateEffect.reconfigure`. One view per file at a time; destroy it as usual.
 *
 * Without a view (the plain text area): `client.text(file)`, `client.change(file, {from, to, insert}, "input.type")`
 * and `client.onText(file, listener)`. Positions count UTF-16 code units, like JavaScript strings.
 *
 * Events: `view`, `run`, `submit`, `away`, `back`, `finish`. `run` and `submit` return the id of an `Ask` in
 * `state.asks`, which later holds the answer in `judged`. All work off line too: they are kept and sent later.
 *
 * `client.remainingMs()` is the clock's reading now. `await client.stop()` on leaving the page for good.
 *
 * How it works: every event is put to IndexedDB first, then pushed in batches (150 ms after the last change,
 * 500 ms after the first; at once for a run or submission, and when the page is hidden). A tab is one *writer*
 * and holds its lock; a tab that starts takes up the outbox of the tab before it, with its undo history, and
 * also sends what other closed tabs left behind.
 */

import type { EditorState, Extension } from "@codemirror/state";
import { Adoption } from "./adoption.ts";
import { SessionFile } from "./file.ts";
import { describe, Keeper } from "./keeper.ts";
import { browserLocks, type Locks } from "./locks.ts";
import { Outbox } from "./outbox.ts";
import { listenToPage } from "./page.ts";
import type {
  ClockState,
  DataOf,
  NewEvent,
  OwnCase,
  OwnKind,
  Refused,
  ServerMessage,
  SessionEvent,
} from "./protocol.ts";
import { Pusher } from "./pusher.ts";
import { Line, type OpenSocket, type Socket } from "./socket.ts";
import { askId, INITIAL, reduce, type SessionState, withWait } from "./state.ts";
import { Timekeeper } from "./timekeeper.ts";
import { UndoSaver } from "./undo.ts";
import type { StoredEdit, Writer } from "./writer.ts";

export type { OwnCase, SessionEvent } from "./protocol.ts";
export type { Ask, FileInfo, Saved, SessionState } from "./state.ts";

export interface SessionOptions {
  /** The session's id (`CandidateView.session`). */
  session: string;
  /** Where the log is spoken; by default `/api/candidate/log` of this page's host. */
  openSocket?: OpenSocket;
  locks?: Locks;
  /** Name of the IndexedDB database. */
  database?: string;
  /** Remembers this tab's writer across a reload; by default the page's `sessionStorage`. */
  tabMemory?: Pick<Storage, "getItem" | "setItem"> | null;
}

const SCAN_MS = 30_000;

export class SessionClient {
  readonly #outbox: Outbox;
  readonly #adoption: Adoption;
  readonly #keeper: Keeper;
  readonly #line: Line;
  readonly #pusher: Pusher;
  readonly #files = new Map<string, SessionFile>();
  readonly #listeners = new Set<() => void>();
  readonly #ready: Promise<void>;
  #setReady: () => void = () => undefined;
  #state: SessionState = INITIAL;
  /** This tab's own writer first, then those taken over from closed tabs. */
  #writers: Writer[] = [];
  #have = 0;
  /** What this connection's welcome said is stored, until we have the log up to there. */
  #awaited: { seq: number; stored: number } | null = null;
  /** True while this connection stands and has brought all that was missed. */
  #caughtUp = false;
  readonly #time = new Timekeeper();
  readonly #undo = new UndoSaver<SessionFile>((file) => this.#saveUndo(file));
  #scan: ReturnType<typeof setInterval> | null = null;
  #leavePage: () => void = () => undefined;
  #stopped = false;

  constructor(options: SessionOptions) {
    this.#outbox = new Outbox(options.session, options.database);
    const memory = options.tabMemory === undefined ? globalThis.sessionStorage : options.tabMemory;
    this.#adoption = new Adoption(options.session, this.#outbox, options.locks ?? browserLocks(), memory);
    this.#keeper = new Keeper(this.#outbox, {
      wrote: (problem) => {
        this.#set({ storageProblem: problem });
        this.#pusher.kept();
      },
    });
    this.#ready = new Promise((resolve) => {
      this.#setReady = resolve;
    });
    this.#line = new Line(options.openSocket ?? openLog, {
      opened: () => this.#hello(),
      received: (message) => this.#receivedSafely(message),
      lost: () => {
        this.#caughtUp = false;
        this.#awaited = null;
        this.#pusher.lost();
        this.#set({ connection: "offline" });
      },
    });
    this.#pusher = new Pusher({
      send: (message) => this.#state.phase === "ready" && this.#caughtUp && this.#line.send(message),
      stuck: () => this.#line.reset(),
      keptLocally: () => this.#state.storageProblem === null,
    });
  }

  readonly getState = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Take up what closed tabs left, connect, and resolve when the log has arrived. */
  async start(): Promise<void> {
    const { own, others, problem } = await this.#adoption.begin();
    this.#writers = [own, ...others];
    this.#set({ storageProblem: problem });
    this.#leavePage = listenToPage({ turned: () => this.#hide(), online: () => this.#line.retryNow() });
    this.#scan = setInterval(() => void this.#adoptLater(), SCAN_MS);
    this.#line.connect();
    await this.#ready;
    void this.#adoptLater();
  }

  /** Send and keep what there is, then let go of the line and the locks. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#hide();
    if (this.#scan !== null) clearInterval(this.#scan);
    this.#leavePage();
    this.#pusher.stop();
    this.#line.stop();
    await this.#outbox.close();
    this.#adoption.release();
  }

  // --- files ---------------------------------------------------------------------------------------

  /** The editor state of a file with the page's extensions; see the head of this module. */
  open(file: string, extensions: Extension): EditorState {
    return this.#file(file).open(extensions);
  }

  /** The text of a file, with everything in it that was typed here. */
  text(file: string): string {
    return this.#file(file).text.toString();
  }

  /** An edit without a view. `userEvent` as in CodeMirror: "input.type", "input.paste", "delete", ... */
  change(file: string, spec: { from: number; to: number; insert: string }, userEvent: string): void {
    this.#file(file).change(spec, userEvent);
  }

  /** Called after every change of a file's text, from here or elsewhere. */
  onText(file: string, listener: () => void): () => void {
    return this.#file(file).subscribe(listener);
  }

  // --- events --------------------------------------------------------------------------------------

  view(problem: string, language: string): void {
    this.#add("view", { problem, language });
  }

  /** Try the file as it stands, on the samples or on own cases; the id of an `Ask`. */
  run(problem: string, language: string, cases: readonly OwnCase[] | null = null): string {
    return this.#add("run", { problem, language, cases: cases === null ? null : [...cases] });
  }

  /** Hand in the file as it stands; the id of an `Ask`. */
  submit(problem: string, language: string): string {
    return this.#add("submit", { problem, language });
  }

  away(): void {
    this.#add("away", {});
  }

  back(): void {
    this.#add("back", {});
  }

  finish(): void {
    this.#add("finish", {});
  }

  /** Push what is pending now, without waiting for a pause. */
  flush(): void {
    this.#pusher.now();
  }

  /** Milliseconds left, or null while no clock runs. */
  remainingMs(): number | null {
    return this.#time.remainingMs();
  }

  /** `performance.now()` at `t` milliseconds after the session was opened. */
  moment(t: number): number {
    return this.#time.moment(t);
  }

  // --- what is done here ---------------------------------------------------------------------------

  get #own(): Writer {
    const own = this.#writers[0];
    if (own === undefined) throw new Error("the session has not been started");
    return own;
  }

  #file(id: string): SessionFile {
    const file = this.#files.get(id);
    if (file === undefined) throw new Error(`the session has no file ${id}`);
    return file;
  }

  #add<K extends Exclude<OwnKind, "edit">>(kind: K, data: DataOf[K]): string {
    if (this.#state.phase !== "ready") throw new Error(`cannot ${kind} yet: the session is still loading`);
    const writer = this.#own;
    const event = writer.add(kind, data, this.#time.t());
    this.#state = reduce(this.#state, { ...event, writer: writer.id, seq: null } as Parameters<
      typeof reduce
    >[1]);
    this.#keep(writer, event);
    if (kind !== "view") this.#pusher.now();
    return askId(writer.id, event.n);
  }

  readonly #edited: ConstructorParameters<typeof SessionFile>[1] = (file, changes, origin) => {
    const writer = this.#own;
    this.#keep(writer, writer.addEdit(file.id, file.version, changes, origin, this.#time.t()));
    this.#undo.soon(file);
  };

  /** Put a new event to disk, then let it be pushed. */
  #keep(writer: Writer, event: NewEvent): void {
    this.#keeper.add(writer, event);
    this.#pusher.soon();
    this.#publish();
  }

  #saveUndo(file: SessionFile): void {
    const undo = file.undoState();
    if (undo === null || this.#state.ended !== null) return;
    this.#keeper.saveUndo(this.#own, file.id, undo);
  }

  // --- what the server says ------------------------------------------------------------------------

  #hello(): void {
    this.#line.send({ type: "hello", writer: this.#own.id, have: this.#have });
  }

  /** A message that does not fit what is here must not leave a page that looks whole. */
  #receivedSafely(message: ServerMessage): void {
    try {
      this.#received(message);
    } catch (error) {
      console.error("a message of the session log does not fit", message.type, error);
      this.#caughtUp = false;
      this.#line.stop();
      this.#set({
        connection: "offline",
        trouble: "This page has lost its place in the session. Please reload it: what you typed is kept.",
      });
    }
  }

  #received(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        // Having more than the server is a trouble that it tells of itself.
        this.#awaited = message.seq < this.#have ? null : message;
        this.#time.set(message.t);
        this.#readClock(message.clock);
        this.#arrived();
        break;
      case "events":
        this.#store(message.events);
        this.#arrived();
        break;
      case "ack":
        this.#pusher.acknowledged(message.writer, message.stored);
        this.#set({ saved: { ...this.#state.saved, at: new Date(message.at) } });
        this.#retire();
        break;
      case "behind":
      case "gap":
        this.#pusher.answered(message.writer);
        break;
      case "refused":
        this.#refused(message);
        break;
      case "clock":
        this.#readClock(message.clock);
        break;
      case "wait":
        this.#set({ asks: withWait(this.#state.asks, message, performance.now()) });
        break;
      case "trouble":
        this.#set({ trouble: message.message });
        break;
    }
  }

  /** Everything the log had at the welcome is here: editors can be opened, and pushes begin. */
  #arrived(): void {
    const awaited = this.#awaited;
    if (awaited === null || this.#have < awaited.seq) return;
    this.#awaited = null;
    this.#caughtUp = true;
    if (this.#own.continueAfter(awaited.stored)) this.#keeper.rewrite(this.#own);
    this.#set({ trouble: null });
    if (this.#state.phase === "ready") this.#set({ connection: "online" });
    else void this.#build();
    this.#pusher.now();
  }

  /** Make the editors, once the undo states are read from disk; what arrives meanwhile is in them too. */
  async #build(): Promise<void> {
    const undo = await this.#adoption
      .undoStates(this.#own.id, [...this.#files.keys()])
      .catch((error: unknown) => {
        this.#set({ storageProblem: describe(error) });
        return new Map<string, never>();
      });
    if (this.#state.phase === "ready" || this.#stopped) return;
    for (const file of this.#files.values()) {
      file.build(this.#own.edits(file.id), this.#own.id, undo.get(file.id) ?? null);
    }
    for (const writer of this.#writers) this.#showPending(writer);
    this.#set({ phase: "ready", connection: this.#caughtUp ? "online" : "offline" });
    this.#setReady();
    this.#pusher.now();
  }

  #showPending(writer: Writer): void {
    for (const event of writer.pending) {
      if (event.kind === "edit") continue;
      this.#state = reduce(this.#state, { ...event, writer: writer.id, seq: null } as Parameters<
        typeof reduce
      >[1]);
    }
  }

  #store(events: readonly SessionEvent[]): void {
    const edits = new Map<SessionFile, StoredEdit[]>();
    const rewritten = new Set<Writer>();
    for (const event of events) {
      if (event.seq <= this.#have) continue;
      this.#have = event.seq;
      if (event.kind === "edit") {
        const file = this.#file(event.data.file);
        edits.set(file, [...(edits.get(file) ?? []), file.store(event)]);
        continue;
      }
      if (event.kind === "file") this.#files.set(event.data.file, new SessionFile(event.data, this.#edited));
      for (const writer of this.#writers) {
        if (writer.id === event.writer && writer.confirm(event.n, event.kind)) rewritten.add(writer);
      }
      this.#state = reduce(this.#state, event);
    }
    for (const [file, stored] of edits) this.#merge(file, stored, rewritten);
    for (const writer of this.#writers) if (rewritten.has(writer)) this.#keeper.rewrite(writer);
    for (const writer of new Set(events.map((event) => event.writer))) {
      const known = this.#writers.find((one) => one.id === writer);
      if (known !== undefined) this.#keeper.dropStored(known);
    }
    if (this.#state.phase === "ready") {
      // Files are made when the clock starts, which may be after this page was opened.
      for (const file of this.#files.values()) if (!file.ready) file.build([], this.#own.id, null);
    }
    if (this.#state.ended !== null) {
      for (const file of this.#files.values()) file.freeze();
      this.#retire();
    }
    this.#publish();
  }

  #merge(file: SessionFile, stored: readonly StoredEdit[], rewritten: Set<Writer>): void {
    for (const writer of this.#writers) {
      const result = writer.receive(file.id, stored);
      if (result.rewritten) rewritten.add(writer);
      if (writer === this.#own && result.remote !== null) file.receive(result.remote);
    }
  }

  /** The oldest event was not taken, for good: take it out here too, so that what is shown is what counts. */
  #refused(message: Refused): void {
    const writer = this.#writers.find((one) => one.id === message.writer);
    const first = writer?.pending[0];
    if (writer === undefined || first === undefined || first.n !== message.n) {
      this.#pusher.answered(message.writer);
      return;
    }
    // What came later than too late is too late as well.
    let left = message.code === "late" ? writer.pending.length : 1;
    for (; left > 0; left--) {
      const event = writer.pending[0] as NewEvent;
      const file = event.kind === "edit" ? this.#file(event.data.file) : null;
      const remote = writer.withdraw(file?.confirmed ?? null);
      if (writer === this.#own && remote !== null) file?.receive(remote);
      const id = askId(writer.id, event.n);
      this.#state = { ...this.#state, asks: this.#state.asks.filter((ask) => ask.id !== id) };
    }
    this.#keeper.rewrite(writer);
    this.#set({ refused: [...this.#state.refused, message] });
    this.#retire();
    // Only now: the push that follows must not hold the refused event again.
    this.#pusher.answered(message.writer);
    this.#pusher.now();
  }

  #readClock(clock: ClockState): void {
    this.#time.read(clock);
    this.#set({ clock });
  }

  // --- other tabs ----------------------------------------------------------------------------------

  /** Take over what tabs have left behind that were closed since. */
  async #adoptLater(): Promise<void> {
    if (this.#state.phase !== "ready" || this.#state.storageProblem !== null) return;
    let found: Writer[];
    try {
      found = await this.#adoption.scan();
    } catch (error) {
      this.#set({ storageProblem: describe(error) });
      return;
    }
    if (this.#stopped) return;
    for (const writer of found) {
      for (const id of writer.editedFiles()) writer.receive(id, this.#file(id).edits);
      this.#writers.push(writer);
      this.#showPending(writer);
      this.#keeper.rewrite(writer);
    }
    this.#publish();
    this.#pusher.now();
  }

  /** Let go of writers that are done: closed tabs' at once, the own one when the session has ended. */
  #retire(): void {
    for (const writer of this.#writers) {
      const over = writer !== this.#own || this.#state.ended !== null;
      if (!over || writer.pending.length > 0) continue;
      if (writer !== this.#own) this.#writers = this.#writers.filter((one) => one !== writer);
      this.#adoption.forget(writer.id, writer !== this.#own);
    }
    this.#publish();
  }

  // --- the page ------------------------------------------------------------------------------------

  #hide(): void {
    this.#pusher.now();
    if (this.#state.phase !== "ready") return;
    this.#undo.now();
  }

  #set(part: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...part };
    this.#publish();
  }

  #publish(): void {
    const pending = this.#writers.reduce((sum, writer) => sum + writer.pending.length, 0);
    const keptLocally =
      this.#state.storageProblem === null && this.#writers.every((writer) => writer.allSafe);
    const { saved } = this.#state;
    if (saved.pending !== pending || saved.keptLocally !== keptLocally) {
      this.#state = { ...this.#state, saved: { ...saved, pending, keptLocally } };
    }
    this.#pusher.writers = this.#writers;
    for (const listener of this.#listeners) listener();
  }
}

function openLog(): Socket {
  return new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/candidate/log`) as Socket;
}

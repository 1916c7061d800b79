/** The line to the server: one WebSocket at a time, opened again with growing, scattered pauses. */

import type { ClientMessage, ServerMessage } from "./protocol.ts";

/** The part of `WebSocket` that is used; handed in by tests. */
export interface Socket {
  readonly readyState: number;
  send(data: string): void;
  close(): void;
  addEventListener(type: "open" | "error", listener: () => void): void;
  addEventListener(type: "close", listener: (event: { code?: number }) => void): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
}
export type OpenSocket = () => Socket;

export interface LineHandler {
  /** The line stands: say hello. */
  opened(): void;
  received(message: ServerMessage): void;
  /** The line is down; it is tried again in `retryMs`, or not at all (null): the server does not know us. */
  lost(retryMs: number | null): void;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
/** The server speaks every 15 s (`clock`): a line silent for longer than this is dead. */
const SILENCE_MS = 40_000;
/** A connection that is not made by then is given up. */
const CONNECT_MS = 10_000;
/** A connection that stood this long was a good one: the next try comes soon. */
const GOOD_MS = 5000;
/** The server's close code for a browser that has not entered: coming back is of no use. */
const UNKNOWN_BROWSER = 4401;
const OPEN = 1;

export class Line {
  readonly #open: OpenSocket;
  readonly #handler: LineHandler;
  #socket: Socket | null = null;
  #failures = 0;
  /** `performance.now()` of the welcome; 0 before. */
  #welcomedAt = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #watch: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;

  constructor(open: OpenSocket, handler: LineHandler) {
    this.#open = open;
    this.#handler = handler;
  }

  connect(): void {
    if (this.#stopped || this.#socket !== null) return;
    this.#clear();
    const socket = this.#open();
    this.#socket = socket;
    this.#expect(CONNECT_MS);
    socket.addEventListener("open", () => {
      if (this.#socket !== socket) return;
      this.#expect(SILENCE_MS);
      this.#handler.opened();
    });
    socket.addEventListener("message", ({ data }) => {
      if (this.#socket !== socket) return;
      this.#expect(SILENCE_MS);
      const message = JSON.parse(String(data)) as ServerMessage;
      if (message.type === "welcome") this.#welcomedAt ||= performance.now();
      this.#handler.received(message);
    });
    socket.addEventListener("error", () => {
      if (this.#socket === socket) this.#lost();
    });
    socket.addEventListener("close", (event) => {
      if (this.#socket !== socket) return;
      if (event.code === UNKNOWN_BROWSER) this.#giveUp();
      else this.#lost();
    });
  }

  /** False if the line is down; the message is then dropped. */
  send(message: ClientMessage): boolean {
    if (this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Give this connection up and make another. */
  reset(): void {
    if (this.#socket !== null) this.#lost();
  }

  /** The network came back: do not wait for the pause to end. */
  retryNow(): void {
    this.#failures = 0;
    if (this.#socket === null) this.connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#clear();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #giveUp(): void {
    this.stop();
    this.#handler.lost(null);
  }

  #lost(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#clear();
    socket?.close();
    if (this.#stopped) return;
    if (this.#welcomedAt > 0 && performance.now() - this.#welcomedAt > GOOD_MS) this.#failures = 0;
    this.#welcomedAt = 0;
    const pause = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    const retryMs = pause * (0.5 + Math.random() / 2);
    this.#retry = setTimeout(() => this.connect(), retryMs);
    this.#handler.lost(retryMs);
  }

  #expect(withinMs: number): void {
    if (this.#watch !== null) clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.reset(), withinMs);
  }

  #clear(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    if (this.#watch !== null) clearTimeout(this.#watch);
    this.#retry = null;
    this.#watch = null;
  }
}

/** A computer with tabs, for tests: shared locks and IndexedDB, tabs that can be closed or killed. */

import "fake-indexeddb/auto";
import { SessionClient } from "../client.ts";
import type { Locks } from "../locks.ts";
import type { OpenSocket } from "../socket.ts";

/** Locks of one process, which a killed tab loses without having let go. */
export class TabLocks implements Locks {
  readonly #held: Set<string>;
  readonly #mine = new Set<string>();

  constructor(held: Set<string>) {
    this.#held = held;
  }

  async take(name: string): Promise<(() => void) | null> {
    if (this.#held.has(name)) return null;
    this.#held.add(name);
    this.#mine.add(name);
    return () => {
      this.#held.delete(name);
      this.#mine.delete(name);
    };
  }

  lose(): void {
    for (const name of this.#mine) this.#held.delete(name);
    this.#mine.clear();
  }
}

let computers = 0;

export class Computer {
  readonly database = `computer-${++computers}`;
  readonly held = new Set<string>();
  readonly #open: OpenSocket;

  constructor(open: OpenSocket) {
    this.#open = open;
  }

  /** A new tab on the session. `memory` is kept over reloads of the same tab. */
  async tab(memory: Map<string, string> = new Map()): Promise<Tab> {
    const tab = new Tab(this, this.#open, memory);
    await tab.client.start();
    return tab;
  }
}

export class Tab {
  readonly client: SessionClient;
  readonly memory: Map<string, string>;
  readonly #locks: TabLocks;
  #alive = true;

  constructor(computer: Computer, open: OpenSocket, memory: Map<string, string>) {
    this.memory = memory;
    this.#locks = new TabLocks(computer.held);
    this.client = new SessionClient({
      session: "s1",
      database: computer.database,
      locks: this.#locks,
      tabMemory: {
        getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => memory.set(key, value),
      },
      // A dead tab's lines are dead too.
      openSocket: () => {
        const socket = open();
        this.#sockets.push(socket);
        return socket;
      },
    });
  }

  readonly #sockets: ReturnType<OpenSocket>[] = [];

  /** The tab's process ends without a word. What was committed to disk stays. */
  kill(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const socket of this.#sockets) socket.close();
    void this.client.stop();
    this.#locks.lose();
  }
}

/**
 * Who is alive: a tab holds the lock of its writer for as long as it lives, so another tab can tell an
 * outbox whose owner is gone (it gets the lock) from one in use (it does not).
 */

export type Release = () => void;

export interface Locks {
  /** The lock's release, or null if another tab holds it still after `waitMs`. */
  take(name: string, waitMs: number): Promise<Release | null>;
}

export function lockName(session: string, writer: string): string {
  return `assay:${session}:${writer}`;
}

/** Web Locks where the browser has them (a page from https or localhost), else leases. */
export function browserLocks(): Locks {
  return "locks" in navigator && navigator.locks !== undefined
    ? webLocks(navigator.locks)
    : leases(localStorage);
}

export function webLocks(manager: LockManager): Locks {
  return {
    take: (name, waitMs) =>
      new Promise((resolve, reject) => {
        const held = (lock: Lock | null) =>
          lock === null ? resolve(null) : new Promise<void>((release) => resolve(() => release()));
        manager
          .request(name, waitMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(waitMs) }, held)
          .catch((error: unknown) =>
            error instanceof DOMException && error.name === "TimeoutError" ? resolve(null) : reject(error),
          );
      }),
  };
}

const LEASE_MS = 6000;
const RENEW_MS = 1500;
/** Two tabs that write at once: after this the last writer's mark stands, and only it may go on. */
const SETTLE_MS = 60;

/** For pages over plain http from another host, where browsers give no Web Locks. */
export function leases(storage: Storage): Locks {
  const mark = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const read = (name: string) => JSON.parse(storage.getItem(name) ?? "null") as [string, number] | null;
  const write = (name: string) => storage.setItem(name, JSON.stringify([mark, Date.now() + LEASE_MS]));
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  async function take(name: string, waitMs: number): Promise<Release | null> {
    const until = Date.now() + waitMs;
    for (;;) {
      const holder = read(name);
      if (holder === null || holder[1] < Date.now()) {
        write(name);
        await pause(SETTLE_MS);
        if (read(name)?.[0] === mark) break;
      }
      if (Date.now() >= until) return null;
      await pause(Math.min(250, Math.max(1, until - Date.now())));
    }
    const renewal = setInterval(() => write(name), RENEW_MS);
    const release = () => {
      clearInterval(renewal);
      removeEventListener("pagehide", release);
      if (read(name)?.[0] === mark) storage.removeItem(name);
    };
    addEventListener("pagehide", release);
    return release;
  }
  return { take };
}

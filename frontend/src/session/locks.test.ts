import { afterEach, describe, expect, it, vi } from "vitest";
import { leases, lockName, webLocks } from "./locks.ts";

const NAME = lockName("s1", "tab-1");

afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

describe("leases, where there are no Web Locks", () => {
  it("let one tab in, and the next when it lets go", async () => {
    const one = leases(localStorage);
    const two = leases(localStorage);
    const release = await one.take(NAME, 0);
    expect(release).not.toBeNull();
    expect(await two.take(NAME, 0)).toBeNull();
    release?.();
    const other = await two.take(NAME, 0);
    expect(other).not.toBeNull();
    other?.();
  });

  it("of two tabs that ask at once let one in", async () => {
    const both = await Promise.all([leases(localStorage).take(NAME, 0), leases(localStorage).take(NAME, 0)]);
    expect(both.filter((release) => release !== null)).toHaveLength(1);
    for (const release of both) release?.();
  });

  it("end by themselves when a tab dies, but not while it lives", async () => {
    vi.useFakeTimers();
    const one = leases(localStorage).take(NAME, 0);
    await vi.advanceTimersByTimeAsync(100);
    expect(await one).not.toBeNull();
    const two = leases(localStorage);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await two.take(NAME, 0)).toBeNull();
    vi.clearAllTimers(); // the tab is gone: nothing renews its lease (the clock goes back to its start, too)
    const waiting = two.take(NAME, 80_000);
    await vi.advanceTimersByTimeAsync(80_000);
    expect(await waiting).not.toBeNull();
  });
});

describe("Web Locks", () => {
  /** As much of the browser's lock manager as is used. */
  function manager(): LockManager {
    const held = new Set<string>();
    const request = async (
      name: string,
      options: LockOptions,
      callback: (lock: Lock | null) => unknown,
    ): Promise<unknown> => {
      while (held.has(name)) {
        if (options.ifAvailable) return callback(null);
        options.signal?.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      held.add(name);
      try {
        return await callback({ name, mode: "exclusive" });
      } finally {
        held.delete(name);
      }
    };
    return { request, query: async () => ({}) } as unknown as LockManager;
  }

  it("are waited for only as long as said", async () => {
    const locks = webLocks(manager());
    const release = await locks.take(NAME, 0);
    expect(release).not.toBeNull();
    expect(await locks.take(NAME, 0)).toBeNull();
    expect(await locks.take(NAME, 40)).toBeNull();
    setTimeout(() => release?.(), 20);
    expect(await locks.take(NAME, 2000)).not.toBeNull();
  });
});

// @vitest-environment node
import { ChangeSet } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { Adoption } from "./adoption.ts";
import { Keeper } from "./keeper.ts";
import { Outbox } from "./outbox.ts";
import { TabLocks } from "./testing/browser.ts";
import type { Writer } from "./writer.ts";

let databases = 0;

/** Tabs of one computer: what each remembers, and its locks. */
function computer() {
  const database = `adoption-${++databases}`;
  const held = new Set<string>();
  return () => {
    const outbox = new Outbox("s1", database);
    const locks = new TabLocks(held);
    const memory = new Map<string, string>();
    const session = { getItem: (key: string) => memory.get(key) ?? null, setItem: memory.set.bind(memory) };
    return { outbox, locks, adoption: new Adoption("s1", outbox, locks, session as never) };
  };
}

async function type(outbox: Outbox, writer: Writer): Promise<void> {
  const written = new Promise<string | null>((resolve) => {
    const keeper = new Keeper(outbox, { wrote: resolve });
    keeper.add(writer, writer.addEdit("a/b.py", 0, ChangeSet.of({ from: 0, insert: "x" }, 0), "type", 1));
  });
  expect(await written).toBeNull();
}

describe("adoption", () => {
  it("gives a new tab a new writer while others live", async () => {
    const tab = computer();
    const [one, two] = [tab(), tab()];
    const first = (await one.adoption.begin()).own;
    await type(one.outbox, first);
    const second = await two.adoption.begin();
    expect(second.own.id).not.toBe(first.id);
    expect(second.others).toEqual([]);
    expect(await two.adoption.scan()).toEqual([]);
  });

  it("finds later what a tab left that has died since, but not while it may be reloading", async () => {
    const tab = computer();
    const [one, two] = [tab(), tab()];
    const first = (await one.adoption.begin()).own;
    await two.adoption.begin();
    await type(one.outbox, first);
    one.locks.lose();
    expect(await two.adoption.scan()).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 3100));
    const found = await two.adoption.scan();
    expect(found.map((writer) => writer.id)).toEqual([first.id]);
    expect(found[0]?.pending).toHaveLength(1);
    expect(found[0]?.allSafe).toBe(true);
    expect(await two.adoption.scan()).toEqual([]);
  });

  it("forgets a closed tab that has nothing left to send", async () => {
    const tab = computer();
    const [one, two, three] = [tab(), tab(), tab()];
    const first = (await one.adoption.begin()).own;
    await type(one.outbox, first);
    const second = (await two.adoption.begin()).own;
    await type(two.outbox, second);
    await two.outbox.drop(second.id, 1);
    one.locks.lose();
    two.locks.lose();
    const { own, others } = await three.adoption.begin();
    expect([own.id, ...others.map((writer) => writer.id)].sort()).toContain(first.id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await three.outbox.writers()).length).toBeLessThanOrEqual(2);
  });
});

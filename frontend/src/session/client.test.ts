// @vitest-environment node
import { undo, undoDepth } from "@codemirror/commands";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SessionClient } from "./client.ts";
import type { Saved } from "./state.ts";
import { Authority } from "./testing/authority.ts";
import { Computer, type Tab } from "./testing/browser.ts";

const FILE = "cart-total/solution.py";
// A busy machine may be slow; nothing here depends on how fast it is.
vi.setConfig({ testTimeout: 30_000 });
const tabs: Tab[] = [];

async function open(computer: Computer, memory?: Map<string, string>): Promise<Tab> {
  const tab = await computer.tab(memory);
  tabs.push(tab);
  return tab;
}

afterEach(() => {
  for (const tab of tabs.splice(0)) tab.kill();
});

function type(client: SessionClient, text: string, at = client.text(FILE).length): void {
  client.change(FILE, { from: at, to: at, insert: text }, "input.type");
}

const settled = (client: SessionClient) =>
  vi.waitFor(() => expect(client.getState().saved.pending).toBe(0), { timeout: 15_000 });
const kept = (client: SessionClient) =>
  vi.waitFor(() => expect(client.getState().saved.keptLocally).toBe(true), { timeout: 15_000 });

describe("a tab", () => {
  it("sends what is typed and says saved only then", async () => {
    const server = new Authority();
    const { client } = await open(new Computer(server.open));
    expect(client.text(FILE)).toBe("start\n");
    const shown: Saved[] = [];
    client.subscribe(() => shown.push(client.getState().saved));
    type(client, "a");
    expect(client.getState().saved).toEqual({ at: null, pending: 1, keptLocally: false });
    await settled(client);
    expect(server.text()).toBe("start\na");
    // First on this computer, and saved only when the server says so.
    const keptAt = shown.findIndex((saved) => saved.keptLocally);
    expect(shown[keptAt]).toEqual({ at: null, pending: 1, keptLocally: true });
    expect(shown.slice(0, keptAt).every((saved) => saved.pending === 1)).toBe(true);
    await vi.waitFor(() => expect(client.getState().saved.at).toBeInstanceOf(Date), { timeout: 15_000 });
  });

  it("keeps lone surrogates and other odd text", async () => {
    const server = new Authority();
    const { client } = await open(new Computer(server.open));
    type(client, "\ud83d\ude00e\u0301\r\n\ud800x");
    client.change(FILE, { from: 6, to: 7, insert: "" }, "delete.backward");
    await settled(client);
    expect(server.text()).toBe(client.text(FILE));
    expect(server.text()).toBe("start\n\ude00e\u0301\n\ud800x");
  });

  it("works off line and sends it all later, once", async () => {
    const server = new Authority();
    const { client } = await open(new Computer(server.open));
    server.cut(false);
    for (const letter of "off line") type(client, letter);
    client.run("cart-total", "python");
    await kept(client);
    expect(client.getState().connection).toBe("offline");
    expect(client.getState().saved.pending).toBe(9);
    server.up = true;
    await settled(client);
    expect(server.text()).toBe("start\noff line");
    expect(server.log.map((event) => event.kind)).toEqual(["file", ...Array(8).fill("edit"), "run"]);
  });

  it("stores once what was stored but not acknowledged", async () => {
    const server = new Authority();
    let lose = 3;
    server.beforeAck = () => --lose < 0;
    const { client } = await open(new Computer(server.open));
    for (const letter of "abc") type(client, letter);
    client.flush();
    await settled(client);
    type(client, "d");
    await settled(client);
    expect(server.text()).toBe("start\nabcd");
    expect(server.log.filter((event) => event.kind === "edit")).toHaveLength(4);
  });

  it("shows a run from click to answer", async () => {
    const server = new Authority();
    const { client } = await open(new Computer(server.open));
    const id = client.run("cart-total", "python", [{ name: "mine", input: "1\n" }]);
    expect(client.getState().asks).toMatchObject([{ id, purpose: "run", seq: null, judged: null }]);
    await vi.waitFor(() => expect(client.getState().asks[0]?.seq).toBe(2), { timeout: 15_000 });
    server.write("judged", {
      of: 2,
      purpose: "run",
      problem: "cart-total",
      language: "python",
      verdict: "AC",
      message: null,
      compiler: null,
      tests: [],
      environment: {},
    });
    await vi.waitFor(() => expect(client.getState().asks[0]?.judged?.data.verdict).toBe("AC"), {
      timeout: 15_000,
    });
    expect(client.getState().asks).toHaveLength(1);
  });

  it("takes files that are made after it was opened, and is read-only after the end", async () => {
    const server = new Authority({});
    const { client } = await open(new Computer(server.open));
    server.write("file", { file: FILE, problem: "cart-total", language: "python", text: "x" });
    await vi.waitFor(() => expect(client.getState().files).toHaveLength(1), { timeout: 15_000 });
    type(client, "y");
    await settled(client);
    server.write("ended", { reason: "time" });
    await vi.waitFor(() => expect(client.getState().ended?.data.reason).toBe("time"), { timeout: 15_000 });
    type(client, "z");
    expect(client.text(FILE)).toBe("xy");
  });

  it("sends after the end what was made before it, and takes back what was made too late", async () => {
    const server = new Authority();
    const { client } = await open(new Computer(server.open));
    type(client, "in time");
    await settled(client);
    server.cut(false);
    type(client, " late");
    type(client, " later");
    await kept(client);
    server.lastT = 0;
    server.up = true;
    await settled(client);
    expect(client.text(FILE)).toBe("start\nin time");
    expect(client.getState().refused).toMatchObject([{ code: "late" }]);
  });

  it("takes one refused edit out and keeps those after it", async () => {
    const server = new Authority();
    const { client } = await open(new Computer(server.open));
    type(client, "forbidden ");
    type(client, "good");
    type(client, "!", 0);
    await settled(client);
    expect(server.text()).toBe("!start\ngood");
    expect(client.text(FILE)).toBe(server.text());
    expect(client.getState().refused).toHaveLength(1);
  });

  it("does not let a file grow past what the server takes", async () => {
    const { client } = await open(new Computer(new Authority().open));
    type(client, "x".repeat(256 * 1024));
    expect(client.text(FILE)).toBe("start\n");
  });

  it("says so when this computer keeps nothing, and saves all the same", async () => {
    const server = new Authority();
    const computer = new Computer(server.open);
    const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("no storage here", "InvalidStateError");
    });
    const tab = await computer.tab();
    tabs.push(tab);
    expect(tab.client.getState().storageProblem).toContain("no storage here");
    type(tab.client, "a");
    expect(tab.client.getState().saved.keptLocally).toBe(false);
    await settled(tab.client);
    expect(server.text()).toBe("start\na");
    open.mockRestore();
    type(tab.client, "b");
    await kept(tab.client);
    expect(tab.client.getState().storageProblem).toBeNull();
  });
});

describe("a tab that comes back", () => {
  it("takes up what was not sent, as the same writer, with its undo history", async () => {
    const server = new Authority();
    const computer = new Computer(server.open);
    const first = await open(computer);
    type(first.client, "sent ");
    await settled(first.client);
    server.cut(false);
    type(first.client, "kept");
    await kept(first.client);
    await new Promise((resolve) => setTimeout(resolve, 1100)); // the undo state is saved after a second
    await kept(first.client);
    first.kill();
    server.up = true;

    const second = await open(computer, first.memory);
    expect(second.client.text(FILE)).toBe("start\nsent kept");
    await settled(second.client);
    expect(server.text()).toBe("start\nsent kept");
    expect(new Set(server.log.map((event) => event.writer)).size).toBe(2);
    const state = second.client.open(FILE, []);
    expect(undoDepth(state)).toBeGreaterThan(0);
    undo({ state, dispatch: (tr) => second.client.change(FILE, change(tr), "undo") });
    await settled(second.client);
    expect(server.text()).not.toContain("kept");
  });

  it("sends what several closed tabs left behind", async () => {
    const server = new Authority();
    const computer = new Computer(server.open);
    const [one, two, three] = [await open(computer), await open(computer), await open(computer)];
    server.cut(false);
    type(one.client, "1");
    type(two.client, "2");
    type(three.client, "3", 0);
    for (const tab of [one, two, three]) await kept(tab.client);
    for (const tab of [one, two, three]) tab.kill();
    server.up = true;
    const last = await open(computer);
    await settled(last.client);
    await vi.waitFor(() => expect(last.client.text(FILE)).toBe(server.text()), { timeout: 15_000 });
    expect([...server.text()].sort().join("")).toBe([..."start\n123"].sort().join(""));
  });

  it("does not touch the outbox of a tab that lives", async () => {
    const server = new Authority();
    const computer = new Computer(server.open);
    const first = await open(computer);
    server.cut(false);
    type(first.client, "mine");
    await kept(first.client);
    server.up = true;
    const second = await open(computer);
    await settled(first.client);
    await vi.waitFor(() => expect(second.client.text(FILE)).toBe("start\nmine"), { timeout: 15_000 });
    expect(server.log.filter((event) => event.kind === "edit")).toHaveLength(1);
  });

  it("forgets everything on this computer once the session is over", async () => {
    const server = new Authority();
    const computer = new Computer(server.open);
    const { client } = await open(computer);
    type(client, "x");
    await settled(client);
    server.write("ended", { reason: "finished" });
    await vi.waitFor(async () => {
      const request = indexedDB.open(computer.database);
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const all = request.result.transaction("writers").objectStore("writers").getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result);
          };
        };
      });
      expect(rows).toEqual([]);
    });
  });
});

/** The one replaced range of a transaction, for tests without a view. */
function change(tr: {
  changes: { iterChanges(f: (a: number, b: number, c: number, d: number, e: unknown) => void): void };
}) {
  let spec = { from: 0, to: 0, insert: "" };
  tr.changes.iterChanges((from, to, _a, _b, insert) => {
    spec = { from, to, insert: String(insert) };
  });
  return spec;
}

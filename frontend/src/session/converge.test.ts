// @vitest-environment happy-dom
import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { undo } from "@codemirror/commands";
import { ChangeSet, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SessionEvent } from "./protocol.ts";
import { Authority } from "./testing/authority.ts";
import { Computer, type Tab } from "./testing/browser.ts";

const FILE = "cart-total/solution.py";
// A busy machine may be slow; nothing here depends on how fast it is.
vi.setConfig({ testTimeout: 30_000 });
const LETTERS = [
  "a",
  "b",
  "(",
  ")",
  "\n",
  " ",
  "é",
  "e\u0301",
  "\ud83d\ude00",
  "\ud83d",
  "\ude00",
  "\r\n",
  "漢",
];
const tabs: Tab[] = [];
const views: EditorView[] = [];

afterEach(() => {
  for (const view of views.splice(0)) view.destroy();
  for (const tab of tabs.splice(0)) tab.kill();
});

/** A small random source with a seed (mulberry32), so that a failure can be repeated. */
function source(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A change that a person might make, with real transactions: typing, deleting, pasting, several carets. */
function act(view: EditorView, random: (below: number) => number): void {
  const { length } = view.state.doc;
  const from = random(length + 1);
  const to = Math.min(length, from + random(4));
  const text = Array.from({ length: 1 + random(3) }, () => LETTERS[random(LETTERS.length)]).join("");
  const kind = random(10);
  if (kind < 5) view.dispatch({ changes: { from, insert: text }, userEvent: "input.type" });
  else if (kind < 7) view.dispatch({ changes: { from, to }, userEvent: "delete.backward" });
  else if (kind < 8)
    view.dispatch({ changes: { from, to, insert: text.repeat(5) }, userEvent: "input.paste" });
  else if (kind < 9)
    view.dispatch({
      changes: [
        { from: 0, insert: "# " },
        { from: length, insert: text },
      ],
    });
  else undo(view);
}

async function editor(computer: Computer): Promise<{ tab: Tab; view: EditorView }> {
  const tab = await computer.tab();
  const view = new EditorView({ state: tab.client.open(FILE, []), parent: document.body });
  tabs.push(tab);
  views.push(view);
  return { tab, view };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("editors that edit at once", () => {
  it.each([1, 2, 3, 4, 5, 6])("converge while one is off line for a while (seed %i)", async (seed) => {
    const random = source(seed);
    const server = new Authority();
    const home = new Computer(server.open);
    const one = await editor(home);
    const two = await editor(home);
    // The second computer's line can be cut alone.
    let cut = false;
    const lines: ReturnType<typeof server.open>[] = [];
    const away = new Computer(() => {
      const line = server.open();
      lines.push(line);
      if (cut) setTimeout(() => (line as unknown as { drop(): void }).drop(), 0);
      return line;
    });
    const three = await editor(away);
    for (let step = 0; step < 60; step++) {
      if (step === 15) {
        cut = true;
        for (const line of lines) (line as unknown as { drop(): void }).drop();
      }
      if (step === 40) cut = false;
      const editors = [one, two, three];
      act((editors[random(3)] as typeof one).view, random);
      if (random(4) === 0) await pause(random(12));
      if (random(10) === 0) (editors[random(3)] as typeof one).tab.client.flush();
    }
    await vi.waitFor(
      () => {
        for (const { tab } of [one, two, three]) {
          expect(tab.client.getState().trouble).toBeNull();
          expect(tab.client.getState().saved.pending).toBe(0);
        }
        for (const { view, tab } of [one, two, three]) {
          expect(view.state.sliceDoc()).toBe(server.text());
          expect(tab.client.text(FILE)).toBe(server.text());
        }
      },
      { timeout: 15_000, interval: 20 },
    );
  });

  it("agree with CodeMirror's own collab on the same log", async () => {
    const random = source(7);
    const server = new Authority();
    const ours = await editor(new Computer(server.open));
    let theirs = EditorState.create({ doc: "start\n", extensions: [collab({ clientID: "peer" })] });
    let n = 0;
    const socket = { tell: () => undefined } as unknown as Parameters<Authority["take"]>[0];
    const exchange = () => {
      const edits = server.log.filter((event): event is SessionEvent<"edit"> => event.kind === "edit");
      const updates = edits.slice(getSyncedVersion(theirs)).map((event) => ({
        changes: ChangeSet.fromJSON(event.data.changes),
        clientID: event.writer,
      }));
      theirs = theirs.update(receiveUpdates(theirs, updates)).state;
      sendableUpdates(theirs).forEach((update, index) => {
        const data = {
          file: FILE,
          version: getSyncedVersion(theirs) + index,
          changes: update.changes.toJSON(),
          origin: "type" as const,
        };
        server.take(socket, {
          type: "push",
          writer: "peer",
          events: [{ n: ++n, t: 0, kind: "edit", data }],
        });
      });
    };
    for (let step = 0; step < 80; step++) {
      act(ours.view, random);
      const from = random(theirs.doc.length + 1);
      theirs = theirs.update({ changes: { from, insert: LETTERS[random(LETTERS.length)] as string } }).state;
      if (random(3) === 0) exchange();
      if (random(5) === 0) ours.tab.client.flush();
      if (random(3) === 0) await pause(random(8));
    }
    await vi.waitFor(
      () => {
        exchange();
        expect(ours.tab.client.getState().saved.pending).toBe(0);
        expect(ours.view.state.sliceDoc()).toBe(server.text());
        expect(theirs.sliceDoc()).toBe(server.text());
      },
      { timeout: 15_000 },
    );
  });
});

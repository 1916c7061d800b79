import { ChangeSet, Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { Player } from "./player.ts";
import { DamagedLog, KEYFRAME_EVERY, type LogEvent, Recording } from "./recording.ts";

/** A small seeded generator, so that a failure can be run again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const NAMES = { problem: (slug: string) => slug, language: (id: string) => id };
const BITS = [
  "a",
  "é",
  "\u{1F600}",
  "\ud83d",
  "\ude00",
  "\r",
  "\n",
  "\r\n",
  "e\u0301",
  "  ",
  "\u2028",
  "return x",
];

/** A log of `edits` edits in two files, over any text; and each file's text after every event, folded by hand. */
function makeLog(edits: number, seed: number): { events: LogEvent[]; texts: Map<string, string>[] } {
  const next = random(seed);
  const pick = (n: number) => Math.floor(next() * n);
  const events: LogEvent[] = [];
  const texts: Map<string, string>[] = [];
  let now = new Map<string, string>();
  const versions = new Map<string, number>();
  const push = (kind: string, data: Record<string, unknown>, t: number) => {
    const seq = events.length + 1;
    events.push({ seq, writer: "tab", n: seq, t, at: "2026-11-23T10:00:00Z", kind, data });
    texts.push(now);
  };
  push("opened", {}, 0);
  push("started", { minutes: 60 }, 5000);
  for (const file of ["p/a.py", "p/b.js"]) {
    now = new Map(now).set(file, "start\r\n\ud83d");
    push("file", { file, problem: "p", language: file.slice(-2), text: now.get(file) }, 5000);
    versions.set(file, 0);
  }
  let t = 5000;
  for (let i = 0; i < edits; i++) {
    t += pick(12) === 0 ? 15_000 : pick(300) - 20;
    const file = pick(3) ? "p/a.py" : "p/b.js";
    const old = now.get(file) as string;
    const from = pick(old.length + 1);
    const to = Math.min(old.length, from + (pick(4) ? 0 : pick(6)));
    const insert = pick(5) ? (BITS[pick(BITS.length)] as string) : "";
    const doc = Text.of(old.split("\n"));
    const changes = ChangeSet.of({ from, to, insert: Text.of(insert.split("\n")) }, doc.length);
    now = new Map(now).set(file, old.slice(0, from) + insert + old.slice(to));
    push("edit", { file, version: versions.get(file), changes: changes.toJSON(), origin: "type" }, t);
    versions.set(file, (versions.get(file) as number) + 1);
    if (pick(40) === 0) push("run", { problem: "p", language: "py", cases: null }, t + 1);
  }
  return { events: JSON.parse(JSON.stringify(events)), texts };
}

describe("Recording", () => {
  it("has at every seq the text of a fold by hand, whatever the order of the seeks", () => {
    for (const seed of [1, 2, 3]) {
      const { events, texts } = makeLog(400, seed);
      const recording = new Recording();
      recording.append(events);
      const next = random(seed + 100);
      const order = events.map((event) => event.seq);
      for (let i = order.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [order[i], order[j]] = [order[j] as number, order[i] as number];
      }
      for (const seq of order) {
        for (const file of ["p/a.py", "p/b.js"]) {
          expect(recording.textAt(file, seq).toString()).toBe(texts[seq - 1]?.get(file) ?? "");
        }
      }
    }
  });

  it("gives the same texts when it was folded ahead and when events come in pages", () => {
    const { events, texts } = makeLog(500, 7);
    const recording = new Recording();
    for (let i = 0; i < events.length; i += 97) {
      recording.append(events.slice(i, i + 97));
      recording.warm(1000);
    }
    for (let seq = events.length; seq > 0; seq -= 13) {
      expect(recording.textAt("p/a.py", seq).toString()).toBe(texts[seq - 1]?.get("p/a.py") ?? "");
    }
    const track = recording.files.get("p/a.py");
    expect(track?.keyframes.length).toBe(Math.floor((track?.seqs.length ?? 0) / KEYFRAME_EVERY) + 1);
  });

  it("says where a log that does not fold is damaged", () => {
    const { events } = makeLog(20, 3);
    const edit = events.findLast((event) => event.kind === "edit") as LogEvent;
    edit.data.changes = [100_000];
    const recording = new Recording();
    recording.append(events);
    expect(() => recording.textAt(edit.data.file as string, edit.seq)).toThrow(DamagedLog);
    expect(() => recording.textAt(edit.data.file as string, edit.seq)).toThrow(`event ${edit.seq}`);
    expect(() => new Recording().append(events.slice(1))).toThrow("event 1 was expected");
  });

  it("shows edits stored late at the time they were typed, and never lets time run back", () => {
    const base = { writer: "tab", at: "2026-11-23T10:00:00Z" };
    const edit = (seq: number, t: number, version: number) => ({
      ...base,
      seq,
      n: seq,
      t,
      kind: "edit",
      data: { file: "p/a.py", version, changes: [version, [0, "x"]], origin: "type" },
    });
    const recording = new Recording();
    recording.append([
      { ...base, seq: 1, n: 1, t: 1000, kind: "started", data: {} },
      {
        ...base,
        seq: 2,
        n: 2,
        t: 1000,
        kind: "file",
        data: { file: "p/a.py", problem: "p", language: "py", text: "" },
      },
      { ...base, seq: 3, n: 3, t: 20_000, kind: "disconnected", data: { tab: "tab" } },
      { ...base, seq: 4, n: 4, t: 61_000, kind: "connected", data: { tab: "tab" } },
      edit(5, 31_000, 0),
      edit(6, 41_000, 1),
      edit(7, 36_000, 2),
    ]);
    expect([5, 6, 7].map((seq) => recording.timeOf(seq))).toEqual([30_000, 40_000, 40_000]);
    expect(recording.textAt("p/a.py", recording.seqAt(35_000)).toString()).toBe("x");
  });
});

describe("Player", () => {
  function player(edits = 300, seed = 5) {
    const log = makeLog(edits, seed);
    const recording = new Recording();
    recording.append(log.events);
    return { ...log, player: new Player(recording, NAMES) };
  }

  it("ends with everything the log has, byte for byte", () => {
    const { player: p, texts } = player();
    p.setSpeed(32);
    p.play();
    for (let i = 0; i < 100_000 && p.state.playing; i++) p.tick(16);
    expect(p.state.playing).toBe(false);
    expect(p.state.time).toBe(p.recording.duration);
    expect(p.recording.textAt("p/a.py", p.state.seq).toString()).toBe(texts.at(-1)?.get("p/a.py"));
    expect(p.recording.textAt("p/b.js", p.state.seq).toString()).toBe(texts.at(-1)?.get("p/b.js"));
  });

  it("folds pauses unless told otherwise", () => {
    const needed = (fold: boolean) => {
      const { player: p } = player();
      p.setFoldPauses(fold);
      p.setSpeed(1);
      p.play();
      let ticks = 0;
      for (; p.state.playing; ticks++) p.tick(100);
      return ticks * 100;
    };
    const { player: p } = player();
    expect(Math.abs(needed(false) - p.recording.duration)).toBeLessThan(200);
    const pauses = p.marks.filter((mark) => mark.kind === "pause");
    expect(pauses.length).toBeGreaterThan(5);
    const paused = pauses.reduce((sum, mark) => sum + (mark.until ?? 0) - mark.at - 2000, 0);
    expect(Math.abs(needed(true) - (p.recording.duration - paused))).toBeLessThan(pauses.length * 200 + 200);
  });

  it("steps by change and by run in both directions and stops at the ends", () => {
    const { player: p, events } = player(120, 9);
    const seqs = (kind: string) => events.filter((event) => event.kind === kind).map((event) => event.seq);
    const walk = (step: () => boolean) => {
      const seen: number[] = [];
      while (step()) seen.push(p.state.seq);
      return seen;
    };
    p.seekSeq(1);
    expect(walk(() => p.stepChange(1))).toEqual(seqs("edit"));
    p.seekTime(p.recording.duration);
    expect(walk(() => p.stepRun(-1))).toEqual(seqs("run").reverse());
    p.seekSeq(1);
    expect(walk(() => p.stepRun(1))).toEqual(seqs("run"));
  });

  it("follows the file in work until one is pinned", () => {
    const { player: p, events } = player(60, 11);
    for (const event of events.filter((event) => event.kind === "edit")) {
      p.seekSeq(event.seq);
      expect(p.state.file).toBe(event.data.file);
    }
    p.showFile("p/b.js");
    p.seekSeq(6);
    expect(p.state).toMatchObject({ file: "p/b.js", following: false });
    p.showFile(null);
    expect(p.state.following).toBe(true);
  });
});

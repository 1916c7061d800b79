// Real CodeMirror editors for the tests of the log: reads one command a line, answers with one line.
//
//   {"do": "sequence", "seed": 7, "edits": 200}      a lone editor: start text, change sets, text after each
//   {"do": "peers", "count": 3, "start": "..."}      editors that edit the same file, at version 0
//   {"do": "act", "peer": 0, "seed": 9}              one random change, kept by the peer
//   {"do": "pending", "peer": 0}                     {"version", "changes": [...]} not yet confirmed
//   {"do": "receive", "peer": 0, "edits": [[writer, changes], ...]}   what the log has after its version
//   {"do": "text", "peer": 0}

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../frontend/package.json", import.meta.url));
const { ChangeSet, EditorState, Text } = require("@codemirror/state");
const { collab, getSyncedVersion, receiveUpdates, sendableUpdates } = require("@codemirror/collab");
const { history, redo, undo } = require("@codemirror/commands");

const PIECES = [
  "a", "Z", "0", " ", "\t", "(", "\n", "\r\n", "\r", "\u2028", "é", "e\u0301", "\u200d", "\ufeff", "\0", "漢",
  "\ud83d\ude00", "\ud83d", "\ude00", "\ud800", "\udfff", "👩‍👩‍👧", "🇨🇭", "\uffff", "\\u0041", '"', "ﷺ", "नी",
];

function source(seed) {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function words(random, most) {
  return Array.from({ length: random(most + 1) }, () => PIECES[random(PIECES.length)]).join("");
}

/** The state after one change as an editor makes it, or null if nothing happened. */
function act(state, random) {
  const { length } = state.doc;
  const one = () => {
    const from = random(length + 1);
    return { from, to: Math.min(length, from + random(6)), insert: words(random, 4) };
  };
  let after = null;
  const dispatch = (tr) => {
    after = tr;
  };
  const kind = random(12);
  if (kind === 0) undo({ state, dispatch });
  else if (kind === 1) redo({ state, dispatch });
  else if (kind === 2) dispatch(state.update({ changes: [one(), one(), one()] }));
  else if (kind === 3) dispatch(state.update({ changes: { from: 0, to: length, insert: words(random, 30) } }));
  else if (kind === 4) dispatch(state.update(state.replaceSelection(words(random, 3))));
  else if (kind === 5) {
    const first = state.changes(one());
    dispatch(state.update({ changes: first.compose(ChangeSet.of(one2(first.newLength, random), first.newLength)) }));
  } else if (kind < 9) {
    const from = random(length + 1);
    dispatch(state.update({ changes: { from, to: Math.min(length, from + 1) } }));
  } else dispatch(state.update({ changes: { from: random(length + 1), insert: words(random, 3) } }));
  return after?.docChanged ? after : null;
}

function one2(length, random) {
  const from = random(length + 1);
  return { from, to: Math.min(length, from + 2), insert: words(random, 2) };
}

let peers = [];

const commands = {
  sequence({ seed, edits }) {
    const random = source(seed);
    const start = words(random, 20);
    // As the page does: only "\n" divides the lines of a text that comes from the log.
    let state = EditorState.create({ doc: Text.of(start.split("\n")), extensions: history() });
    const changes = [];
    const texts = [];
    while (changes.length < edits) {
      const tr = act(state, random);
      if (tr === null) continue;
      state = tr.state;
      changes.push(tr.changes.toJSON());
      texts.push(state.doc.toString());
    }
    return { start, changes, texts };
  },
  peers({ count, start }) {
    const doc = Text.of(start.split("\n"));
    peers = Array.from({ length: count }, (_, index) =>
      EditorState.create({ doc, extensions: [history(), collab({ clientID: `peer-${index}` })] }),
    );
    return {};
  },
  act({ peer, seed }) {
    const tr = act(peers[peer], source(seed));
    if (tr !== null) peers[peer] = tr.state;
    return {};
  },
  pending({ peer }) {
    const changes = sendableUpdates(peers[peer]).map((update) => update.changes.toJSON());
    return { version: getSyncedVersion(peers[peer]), changes };
  },
  receive({ peer, edits }) {
    const updates = edits.map(([clientID, changes]) => ({ clientID, changes: ChangeSet.fromJSON(changes) }));
    peers[peer] = peers[peer].update(receiveUpdates(peers[peer], updates)).state;
    return {};
  },
  text({ peer }) {
    return { text: peers[peer].doc.toString() };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(commands[command.do](command))}\n`);
}

// Runs in QuickJS in WebAssembly, as a module: a submission on one input after the other (see the Python module
// "machine"). scriptArgs: "time" or "space"; "function" or "program".
import * as std from "qjs:std";
import * as os from "qjs:os";

const FOLDER = "/w";
const [, form] = scriptArgs.slice(-2);
const say = (words) => os.remove(`${FOLDER}/${words}`) === 0;
const load = (name) => std.loadFile(`${FOLDER}/${name}`);
const source = load("solution.js").replace(/^﻿/, "");
const entry = form === "entry" ? JSON.parse(load("entry.json")) : null;
const signature = form === "function" ? JSON.parse(load("signature.json")) : null;
const core = signature === null ? null : std.evalScript(load("core.js"))(signature);
if (core !== null) core.fill(globalThis);

// What programs take from Node. Output is made and goes nowhere.
let text = "";
let listeners = [];
const none = () => {};
const print = (...values) => void values.map(String).join(" ");
const stream = {
  on: (event, listener) => (listeners.push([event, listener]), stream),
  once: (event, listener) => stream.on(event, listener),
  setEncoding: none,
  resume: none,
  pause: none,
  async *[Symbol.asyncIterator]() {
    yield text;
  },
};
const lines = () => {
  const all = text.split("\n");
  if (all[all.length - 1] === "") all.pop();
  return all;
};
const byLine = () => {
  const face = {
    on: (event, listener) => (listeners.push([event, listener]), face),
    once: (event, listener) => face.on(event, listener),
    close: none,
    async *[Symbol.asyncIterator]() {
      yield* lines();
    },
  };
  return face;
};
const modules = {
  fs: { readFileSync: () => Object.assign(text, {}), writeSync: (_to, value) => String(value).length, writeFileSync: none },
  readline: { createInterface: byLine },
  os: { EOL: "\n" },
};
const require = (name) => {
  const found = modules[name.replace(/^node:/, "")];
  if (found === undefined) throw new Error(`there is no module ${name} where growth is measured`);
  return found;
};
const process = {
  stdin: stream,
  stdout: { write: (value) => String(value).length > 0 },
  stderr: { write: (value) => String(value).length > 0 },
  argv: ["node", "solution.js"],
  env: {},
  exit: (status) => {
    if (status) throw new Error(`exit status ${status}`);
  },
  nextTick: (task, ...values) => Promise.resolve().then(() => task(...values)),
  on: none,
  hrtime: Object.assign(() => [0, 0], { bigint: () => 0n }),
  memoryUsage: () => ({ heapUsed: 0 }),
};
const console = { log: print, error: print, warn: print, info: print, debug: print, table: print };

const asFunctionBody = source
  .replace(/^\s*import\s+\*\s+as\s+(\w+)\s+from\s+(["'][^"']+["']);?/gm, "const $1 = require($2);")
  .replace(/^\s*import\s+(\w+)\s+from\s+(["'][^"']+["']);?/gm, "const $1 = require($2);")
  .replace(/^\s*import\s+(\{[^}]*\})\s+from\s+(["'][^"']+["']);?/gm, (_all, names, from) => `const ${names.replace(/\s+as\s+/g, ": ")} = require(${from});`)
  .replace(/^\s*export\s+(default\s+)?/gm, "");
const AsyncFunction = (async () => {}).constructor;
const taken = ["require", "process", "console", "module", "exports"];
const given = () => [require, process, console, { exports: {} }, {}];

// Python writes some numbers as JSON has none.
const argument = (line) => (/\b(NaN|Infinity)\b/.test(line) ? std.evalScript(`(${line})`) : JSON.parse(line));
// What a generator yields is its work.
function driven(result) {
  if (result !== null && typeof result === "object" && typeof result.next === "function" && Symbol.iterator in result) {
    for (const _ of result);
    return null;
  }
  return result;
}

// What is to be measured, its arguments ready, in a scope of its own.
function made() {
  text = load("input");
  listeners = [];
  if (signature !== null) {
    const name = signature.name;
    const solution = new Function(...taken, `${asFunctionBody}\n;return typeof ${name} === "function" ? ${name} : undefined;`)(...given());
    return core.prepared(solution, text);
  }
  if (entry !== null) {
    const { name, owner } = entry;
    const home = owner === null ? name : `new ${owner}()`;
    const scope = new Function(...taken, `${asFunctionBody}\n;return ${home};`)(...given());
    const called = owner === null ? scope : scope[name].bind(scope);
    const values = text.split("\n").filter((line) => line !== "").map(argument);
    return () => driven(called(...values));
  }
  const program = new AsyncFunction(...taken, asFunctionBody);
  return async () => {
    await program(...given());
    const heard = listeners;
    for (const [event, listener] of heard) {
      if (event === "line") for (const line of lines()) listener(line);
      if (event === "data") listener(text);
      if (event === "readable") listener();
    }
    for (const [event, listener] of heard) if (event === "close" || event === "end") await listener();
  };
}

async function measure(call) {
  std.gc();
  say("begin");
  os.now();
  const result = call();
  if (result !== null && typeof result === "object" && typeof result.then === "function") await result;
  os.now();
  say("end");
  return result;
}

try {
  await measure(none);
  while (say("next")) await measure(made());
} catch (error) {
  std.err.puts(`${error}\n`);
  std.exit(1);
}

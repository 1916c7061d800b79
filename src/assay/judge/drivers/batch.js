// Runs a candidate's program on many inputs in one process, each time in a realm of its own: for each byte
// read from descriptor 4 once more, from its first line until nothing is left to do; then answers with a byte.
// Arguments: the program. What cannot be told apart from a start of its own passes here; where anything is out
// of the ordinary the process ends with an error, and the judge runs that test by itself.
"use strict";
const { Console } = require("node:console");
const { EventEmitter } = require("node:events");
const fs = require("node:fs");
const { createRequire, isBuiltin } = require("node:module");
const { pathToFileURL } = require("node:url");
const vm = require("node:vm");

const CONTROL = 4;
const STREAMS = [1, 2, 3];
const NO_LONGER_FIT = 70;
const WRAPPER = ["exports", "require", "module", "__filename", "__dirname"];
const file = process.argv[2];
const folder = file.slice(0, file.lastIndexOf("/"));
const source = fs.readFileSync(file, "utf8");
const isModule = isEcmaScriptModule();
const leave = process.reallyExit.bind(process);
const { readSync, writeSync, fstatSync, ftruncateSync } = fs;
const here = process.cwd();
// To look at one of these loads Node's network code, which no program here has a use for.
const NETWORK = new Set(["fetch", "FormData", "Headers", "Request", "Response", "MessageEvent"]);
for (const name of ["WebSocket", "CloseEvent", "EventSource"]) NETWORK.add(name);
// Thrown by process.exit, so that nothing behind it runs.
const EXIT = new Error("the program has ended");

function isEcmaScriptModule() {
  try {
    vm.compileFunction(source, WRAPPER);
    return false;
  } catch {
    return true;
  }
}

// What core modules and built-in prototypes hold. A program that changes them has changed them for the next.
class Untouched {
  constructor() {
    this.seen = new Map();
    for (const each of [Object, Array, Function, String, Number, Promise, RegExp, Map, Set, Error, Buffer, EventEmitter]) {
      this.watch(each);
      this.watch(each.prototype);
    }
    this.globals = Reflect.ownKeys(globalThis).length;
  }

  watch(object) {
    if (object === null || (typeof object !== "object" && typeof object !== "function") || this.seen.has(object)) return;
    this.seen.set(object, Object.getOwnPropertyDescriptors(object));
  }

  holds() {
    if (Reflect.ownKeys(globalThis).length !== this.globals) return false;
    for (const [object, before] of this.seen) {
      const keys = Reflect.ownKeys(object);
      if (keys.length !== Reflect.ownKeys(before).length) return false;
      for (const key of keys) {
        const now = Object.getOwnPropertyDescriptor(object, key);
        const then = before[key];
        if (then === undefined || !Object.is(now.value, then.value) || now.get !== then.get || now.set !== then.set) return false;
      }
    }
    return true;
  }
}

const dangling = new Set();
for (const kind of [setTimeout(() => {}, 0), setImmediate(() => {})]) {
  const prototype = Object.getPrototypeOf(kind);
  const { unref } = prototype;
  prototype.unref = function () {
    dangling.add(this);
    return unref.call(this);
  };
  clearTimeout(kind);
  clearImmediate(kind);
}

function output(descriptor, like) {
  const stream = new like.constructor(descriptor, { autoClose: false });
  stream._type = "fs";
  stream._isStdio = true;
  stream._destroy = (error, done) => done(error);
  return stream;
}

class Test {
  constructor() {
    this.ended = null; // the lengths of the streams when the program called process.exit
    this.waits = false; // for a module that has not been evaluated
    this.process = this.ownProcess();
    this.context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    this.fill();
  }

  ownProcess() {
    const own = Object.create(process);
    EventEmitter.call(own);
    let stdin;
    const streams = { stdout: output(1, process.stdout), stderr: output(2, process.stderr) };
    const values = { argv: [process.argv[0], file], env: { ...process.env }, exitCode: undefined, ...streams };
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(own, name, { value, writable: true, configurable: true, enumerable: true });
    }
    Object.defineProperty(own, "stdin", {
      configurable: true,
      enumerable: true,
      get: () => (stdin ??= Object.assign(new fs.ReadStream(null, { fd: 0, autoClose: false }), { fd: 0 })),
    });
    own.exit = (code) => this.exit(code);
    return own;
  }

  fill() {
    const inside = this.context;
    const own = new Set(Reflect.ownKeys(inside));
    for (const key of Reflect.ownKeys(globalThis)) {
      if (!own.has(key) && !NETWORK.has(key)) Object.defineProperty(inside, key, Object.getOwnPropertyDescriptor(globalThis, key));
    }
    const { stdout, stderr } = this.process;
    const values = { process: this.process, console: new Console({ stdout, stderr }), global: inside };
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(inside, name, { value, writable: true, configurable: true, enumerable: false });
    }
  }

  require() {
    const outer = createRequire(file);
    const { context } = this;
    class Script extends vm.Script {
      runInThisContext(options) {
        return this.runInContext(context, options);
      }
    }
    const runInThisContext = (code, options) => vm.runInContext(code, context, options);
    const replaced = { process: this.process, vm: { ...vm, Script, runInThisContext }, console: context.console };
    const required = (name) => {
      const plain = name.startsWith("node:") ? name.slice(5) : name;
      if (Object.hasOwn(replaced, plain)) return replaced[plain];
      const found = outer(name);
      if (isBuiltin(name)) untouched.watch(found);
      return found;
    };
    return Object.assign(required, { resolve: outer.resolve, cache: Object.create(null) });
  }

  start() {
    if (isModule) this.startModule();
    else this.startScript();
  }

  startScript() {
    const module = { exports: {}, id: ".", path: folder, filename: file, loaded: false, children: [], paths: [] };
    const require = this.require();
    require.main = module;
    module.require = require;
    const options = { filename: file, parsingContext: this.context, importModuleDynamically: (name) => this.import(name) };
    const program = vm.compileFunction(source, WRAPPER, options);
    program.call(module.exports, module.exports, require, module, file, folder);
    module.loaded = true;
  }

  startModule() {
    const module = new vm.SourceTextModule(source, {
      context: this.context,
      identifier: pathToFileURL(file).href,
      initializeImportMeta: (meta) => Object.assign(meta, { url: pathToFileURL(file).href, filename: file, dirname: folder }),
      importModuleDynamically: (name) => this.import(name),
    });
    this.waits = true;
    const evaluated = module.link((name) => this.builtin(name)).then(() => module.evaluate());
    evaluated.then(() => (this.waits = false));
  }

  async import(name) {
    const module = this.builtin(name);
    await module.link(() => {});
    await module.evaluate();
    return module;
  }

  builtin(name) {
    const found = this.require()(name);
    const names = new Set([...Object.keys(found), "default"]);
    const { context } = this;
    return new vm.SyntheticModule(
      [...names],
      function () {
        for (const key of names) this.setExport(key, key === "default" ? found : found[key]);
      },
      { context },
    );
  }

  exit(code) {
    const own = this.process;
    if (this.ended === null) {
      if (code !== undefined) own.exitCode = code;
      this.ended = [];
      own.emit("exit", own.exitCode ?? 0);
      // What the program has still under way, an exit would have ended.
      if (busy()) leave(Number(own.exitCode ?? 0));
      this.ended = STREAMS.map(lengthOf);
    }
    throw EXIT;
  }

  // Nothing is left to do. True if the program then found more.
  finish() {
    const own = this.process;
    if (this.waits) leave(13);
    if (this.ended === null) {
      if (own.listenerCount("beforeExit") > 0) {
        own.emit("beforeExit", own.exitCode ?? 0);
        if (busy()) return true;
      }
      own.emit("exit", own.exitCode ?? 0);
    } else {
      this.ended.forEach((length, index) => length !== null && length < lengthOf(STREAMS[index]) && ftruncateSync(STREAMS[index], length));
    }
    if (Number(own.exitCode ?? 0) !== 0) leave(Number(own.exitCode));
    for (const each of dangling) {
      clearTimeout(each);
      clearImmediate(each);
    }
    dangling.clear();
    if (process.cwd() !== here) process.chdir(here);
    return false;
  }
}

function lengthOf(descriptor) {
  try {
    return fstatSync(descriptor).size;
  } catch {
    return null; // the third is there for functions only
  }
}

const untouched = new Untouched();
const byte = Buffer.alloc(1);
let test = null;
let turning = false;

// Whether something is under way that keeps the program going.
function busy() {
  return process.getActiveResourcesInfo().length > (turning ? 1 : 0);
}

function next() {
  if (readSync(CONTROL, byte, 0, 1) === 0) leave(0);
  test = new Test();
  turning = true; // the loop turns once more, whatever the program does
  setImmediate(() => (turning = false));
  try {
    test.start();
  } catch (error) {
    failed(error);
  }
}

function failed(error) {
  if (error === EXIT) return;
  if (test !== null && test.ended === null && test.process.listenerCount("uncaughtException") > 0) {
    try {
      test.process.emit("uncaughtException", error, "uncaughtException");
    } catch (another) {
      failed(another);
    }
    return;
  }
  leave(1);
}

process.setUncaughtExceptionCaptureCallback(failed);
process.on("beforeExit", () => {
  if (test !== null) {
    if (test.finish()) return;
    writeSync(CONTROL, ".");
    if (!untouched.holds()) leave(NO_LONGER_FIT);
  }
  next();
});
if (vm.constants?.DONT_CONTEXTIFY === undefined) leave(NO_LONGER_FIT);

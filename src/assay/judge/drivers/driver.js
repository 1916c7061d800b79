// Runs a candidate's JavaScript function or class in the sandbox (see the package's docstring).
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");

const { writeSync } = fs;
const exit = process.exit.bind(process);
const beside = (name) => fs.readFileSync(`${__dirname}/${name}`, "utf8");
const signature = JSON.parse(beside("signature.json"));
const core = vm.runInThisContext(beside("core.js"), { filename: `${__dirname}/core.js` })(signature);

function fail(error) {
  const text = error instanceof core.Fault ? error.message : error instanceof Error ? String(error.stack) : `thrown: ${String(error)}`;
  const ours = (line) => /^\s+at .*(node:(internal|vm)|\/(driver|core)\.js)/.test(line);
  writeAll(2, `${text.split("\n").filter((line) => !ours(line)).join("\n")}\n`);
  exit(1);
}

function writeAll(descriptor, text) {
  const bytes = Buffer.from(text, "utf8");
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

async function main() {
  const input = fs.readFileSync(0, "utf8");
  globalThis.require = require;
  core.fill(globalThis);
  vm.runInThisContext(beside("solution.js"), { filename: signature.file });
  const kind = `typeof ${signature.name}`;
  const solution = vm.runInThisContext(`${kind} === "function" ? ${signature.name} : undefined`);
  writeAll(3, await core.answer(solution, input));
  exit(0);
}

process.on("uncaughtException", fail);
main().catch(fail);

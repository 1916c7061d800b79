// Runs a candidate's JavaScript function in the sandbox (see the package's docstring).
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");

const { stringify, rawJSON } = JSON;
const { writeSync } = fs;
const exit = process.exit.bind(process);
const signature = JSON.parse(fs.readFileSync("/box/signature.json", "utf8"));
const input = fs.readFileSync(0, "utf8").split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line));

function fail(error) {
  const text = error instanceof Error ? String(error.stack) : `thrown: ${String(error)}`;
  const ours = (line) => /^\s+at .*(\/box\/driver\.js|node:(internal|vm))/.test(line);
  writeAll(2, `${text.split("\n").filter((line) => !ours(line)).join("\n")}\n`);
  exit(1);
}

function writeAll(descriptor, text) {
  const bytes = Buffer.from(text, "utf8");
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

// A big integer is written out whole, a Map as the plain object it stands for.
function plain(_key, value) {
  if (typeof value === "bigint") return rawJSON(String(value));
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value instanceof Map ? Object.fromEntries(value) : value;
}

async function main() {
  globalThis.require = require;
  vm.runInThisContext(fs.readFileSync("/box/solution.js", "utf8"), { filename: signature.file });
  const solution = vm.runInThisContext(`typeof ${signature.name} === "function" ? ${signature.name} : null`);
  if (solution === null) throw new Error(`${signature.file} defines no function ${signature.name}`);
  const result = await solution(...input);
  writeAll(3, stringify(result, plain) ?? "null");
  exit(0);
}

process.on("uncaughtException", fail);
main().catch(fail);

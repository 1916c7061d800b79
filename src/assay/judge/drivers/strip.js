// Takes the types out of the solution.ts beside it, into solution.js of a folder. Lines stay where they are, unless enums,
// namespaces or parameter properties have to be turned into JavaScript. Arguments: as for check.js, folder.
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");
const { stripTypeScriptTypes } = require("node:module");
const [form, folder] = process.argv.slice(2);
const source = fs.readFileSync(`${__dirname}/solution.ts`, "utf8");

function stripped() {
  try {
    return stripTypeScriptTypes(source, { mode: "strip" });
  } catch (error) {
    if (error.code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") throw error;
    return stripTypeScriptTypes(source, { mode: "transform" });
  }
}

try {
  const code = stripped();
  if (form === "script") new vm.Script(code, { filename: "solution.ts" });
  fs.writeFileSync(`${folder}/solution.js`, code);
} catch (error) {
  const text = String(error.stack).split("\n    at ")[0];
  fs.writeSync(2, `${text.startsWith(":") ? "solution.ts" : ""}${text}\n`);
  process.exit(1);
}

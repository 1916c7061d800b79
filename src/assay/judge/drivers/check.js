// Says whether a file is JavaScript, without running it. Arguments: path, name to show, and "script" for a
// function problem or "program" (which may be an ECMAScript module too).
"use strict";
const fs = require("node:fs");
const vm = require("node:vm");
const [path, name, form] = process.argv.slice(2);
const source = fs.readFileSync(path, "utf8");

function say(error) {
  fs.writeSync(2, `${String(error.stack).split("\n    at ")[0]}\n`);
  process.exit(1);
}

try {
  // A program is the body of a function, in which "return" may stand.
  if (form === "script") new vm.Script(source, { filename: name });
  else vm.compileFunction(source, ["exports", "require", "module", "__filename", "__dirname"], { filename: name });
} catch (error) {
  // What only a module may hold is checked by Node itself when the program starts.
  const module = /import statement|Unexpected token 'export'|await is only valid|import\.meta/.test(String(error));
  if (form === "script" || !module) say(error);
}

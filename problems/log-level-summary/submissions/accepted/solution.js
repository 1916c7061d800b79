const lines = require("fs").readFileSync(0, "utf8").split("\n");
const n = Number(lines[0]);
const form = /^((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]) (ERROR|WARN|INFO|DEBUG)(?: .*)?$/;
const counts = { ERROR: 0, WARN: 0, INFO: 0, DEBUG: 0, OTHER: 0 };
let first = "none";
for (let i = 1; i <= n; i++) {
  const match = form.exec(lines[i]);
  if (match === null) {
    counts.OTHER++;
    continue;
  }
  const [, time, level] = match;
  counts[level]++;
  // "none" is larger than any time as text.
  if (level === "ERROR" && time < first) first = time;
}
for (const level of Object.keys(counts)) console.log(`${level} ${counts[level]}`);
console.log(`FIRST ${first}`);

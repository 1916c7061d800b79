const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter(Boolean).map(Number);
const n = words[0];
// The n numbers are words[1] to words[n]. Print their sum with console.log(...).

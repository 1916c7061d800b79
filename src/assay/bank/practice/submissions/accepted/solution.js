const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter(Boolean).map(Number);
let sum = 0;
for (const minutes of words.slice(1)) {
  if (minutes > 0) sum += minutes;
}
console.log(sum);

const lines = require("fs").readFileSync(0, "utf8").split("\n");
const [n, limit] = lines[0].split(" ").map(Number);
const sizes = new Map();
for (let i = 1; i <= n; i++) {
  const match = /^([0-9]{1,12}) (\/.*[^/])$/.exec(lines[i]);
  if (match === null) continue;
  const names = match[2].split("/").filter((name) => name !== "");
  if (names.includes(".") || names.includes("..")) continue;
  sizes.set("/" + names.join("/"), Number(match[1]));
}
const totals = new Map([["/", 0]]);
for (const [path, size] of sizes) {
  totals.set("/", totals.get("/") + size);
  for (let end = path.indexOf("/", 1); end > 0; end = path.indexOf("/", end + 1)) {
    const folder = path.slice(0, end);
    totals.set(folder, (totals.get(folder) ?? 0) + size);
  }
}
const chosen = [...totals].filter(([, total]) => total >= limit);
chosen.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
console.log(chosen.map(([folder, total]) => `${total} ${folder}`).join("\n") || "none");

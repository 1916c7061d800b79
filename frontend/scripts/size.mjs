// Checks what a candidate's browser loads before the editor answers: the entry, the candidate's chunks that it
// imports, and all their styles. Highlighting, completion and find come after that. `npm run size`, after a build.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 350;
const folder = process.argv[2] ?? "../src/assay/web/static";
const manifest = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));

/** What must be loaded to work. */
const NEEDED = [
  "index.html",
  "src/candidate/Enter.tsx",
  "src/candidate/Interview.tsx",
  "src/candidate/Work.tsx",
];

function collect(key, files) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the build has no chunk for ${key}: run npm run build first`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const other of chunk.imports ?? []) collect(other, files);
}

function kilobytes(file) {
  return gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1000;
}

const files = new Set();
for (const key of NEEDED) collect(key, files);
const languages = Object.keys(manifest).filter((key) => key.includes("@codemirror/lang-"));
const perLanguage = languages.map((key) => {
  const own = new Set(files);
  collect(key, own);
  return [...own].filter((file) => !files.has(file));
});
const sizeOf = (list) => list.reduce((sum, file) => sum + kilobytes(file), 0);
const heaviest = Math.max(0, ...perLanguage.map(sizeOf));

const rows = [...files].map((file) => [file, kilobytes(file)]).sort((a, b) => b[1] - a[1]);
for (const [file, size] of rows) console.log(`${size.toFixed(1).padStart(8)} kB  ${file}`);
const total = rows.reduce((sum, [, size]) => sum + size, 0);
console.log(`${total.toFixed(1).padStart(8)} kB  in all, compressed; the budget is ${BUDGET_KB} kB`);
console.log(
  `${heaviest.toFixed(1).padStart(8)} kB  more, afterwards, for the highlighting of the largest language`,
);
if (total > BUDGET_KB) {
  console.error(`The candidate's page is ${(total - BUDGET_KB).toFixed(1)} kB over its budget.`);
  process.exit(1);
}

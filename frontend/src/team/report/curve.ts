/** A growth curve laid out for drawing: points and the fitted class, both axes logarithmic. */

export interface Tick {
  value: number;
  at: number;
  label: string;
}

export interface Drawn {
  left: number;
  right: number;
  top: number;
  bottom: number;
  across: Tick[];
  up: Tick[];
  points: { x: number; y: number }[];
  /** An SVG path; null where the class is no sum of terms that can be drawn through the points. */
  line: string | null;
}

const LEFT = 52;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
/** The line is drawn through the sizes within this factor of the largest: smaller ones are start-up. */
const FITTED = 48;

const TERMS: Record<string, (n: number) => number> = {
  "O(1)": () => 1,
  "O(log n)": (n) => Math.log2(n + 1),
  "O(sqrt n)": (n) => Math.sqrt(n),
  "O(n)": (n) => n,
  "O(n log n)": (n) => n * Math.log2(n + 1),
  "O(n sqrt n)": (n) => n * Math.sqrt(n),
  "O(n^2)": (n) => n ** 2,
  "O(n^2 log n)": (n) => n ** 2 * Math.log2(n + 1),
  "O(n^3)": (n) => n ** 3,
};

/** Null for fewer than two points with a cost. */
export function curve(
  measured: readonly (readonly number[])[],
  best: string | null,
  size: { width: number; height: number },
): Drawn | null {
  const pairs = measured
    .map(([n = 0, cost = 0]): [number, number] => [n, cost])
    .filter(([n, cost]) => n > 0 && cost > 0);
  const last = pairs.at(-1);
  const first = pairs[0];
  if (!first || !last || pairs.length < 2) return null;
  const costs = pairs.map(([, cost]) => cost);
  const lowest = Math.min(...costs);
  const x = scale(first[0], last[0], LEFT, size.width - RIGHT);
  const y = scale(lowest, Math.max(...costs, lowest * 10), size.height - BOTTOM, TOP);
  const term = best ? TERMS[best] : undefined;
  const line = term
    ? pairs
        .filter(([n]) => n >= last[0] / FITTED)
        .map(([n]): [number, number] => [n, (last[1] * term(n)) / term(last[0])])
        .map(([n, cost], index) => `${index ? "L" : "M"}${round(x(n))} ${round(y(Math.max(cost, lowest)))}`)
        .join("")
    : null;
  return {
    left: LEFT,
    right: size.width - RIGHT,
    top: TOP,
    bottom: size.height - BOTTOM,
    across: tens(first[0], last[0]).map((value) => ({ value, at: round(x(value)), label: short(value) })),
    up: tens(lowest, Math.max(...costs, lowest * 10)).map((value) => ({
      value,
      at: round(y(value)),
      label: short(value),
    })),
    points: pairs.map(([n, cost]) => ({ x: round(x(n)), y: round(y(cost)) })),
    line,
  };
}

function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  const span = Math.log(Math.max(high, low * 1.01) / low);
  return (value) => from + (Math.log(value / low) / span) * (to - from);
}

/** Powers of ten within the range, at most six of them. */
function tens(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / 6));
  const found: number[] = [];
  for (let power = first; power <= last; power += step) found.push(10 ** power);
  return found;
}

const SHORT: [number, string][] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

export function short(value: number): string {
  for (const [unit, letter] of SHORT) if (value >= unit) return `${value / unit}${letter}`;
  return value >= 1 ? `${value}` : value.toPrecision(1);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

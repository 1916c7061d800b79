/** What the judge found, in plain words. */

import type { Schemas } from "../../api/client.ts";
import type { Meaning } from "../../ui/Mark.tsx";
import { count } from "../../ui/time.ts";
import { type Crash, crashIn, placesIn } from "./places.ts";

export type Judged = Schemas["Judged"];
export type Outcome = Schemas["Outcome"];

/** Under which conditions a result came about. */
export interface Conditions {
  /** Seconds per test in this language. */
  limitS: number;
  memoryMib: number;
  /** The candidate's file, as compilers and stack traces name it. */
  fileName: string;
  /** Nothing counts, and no clock runs. */
  practice?: boolean;
}

const GROUPS: Record<string, { title: string; order: number }> = {
  samples: { title: "Samples", order: 0 },
  basic: { title: "Basic cases", order: 1 },
  edge: { title: "Edge cases", order: 2 },
  error: { title: "Faulty input", order: 3 },
  stress: { title: "Large input", order: 4 },
  secret: { title: "Hidden tests", order: 5 },
  own: { title: "Your cases", order: 6 },
};

export function groupTitle(group: string): string {
  return GROUPS[group]?.title ?? group;
}

/** "2.0 s", "0.35 s". */
export function seconds(value: number): string {
  return `${value >= 1 ? value.toFixed(1) : value.toFixed(2)} s`;
}

/** A run on one's own case has nothing to be held against: it ran, or it did not. */
export function isOwnCase(outcome: Outcome): boolean {
  return outcome.group === "own";
}

export function tone(outcome: Outcome): Meaning {
  if (outcome.verdict === "AC") return isOwnCase(outcome) ? "information" : "passed";
  return outcome.verdict === "JE" ? "attention" : "failed";
}

/** One or two words for a test, beside its square. */
export function word(outcome: Outcome): string {
  switch (outcome.verdict) {
    case "AC":
      return isOwnCase(outcome) ? "ran" : "passes";
    case "WA":
      return "wrong answer";
    case "TLE":
      return "too slow";
    case "MLE":
      return "too much memory";
    case "OLE":
      return "too much output";
    case "RTE":
      return "crashes";
    case "CE":
      return "does not compile";
    case "JE":
      return "not judged";
    default:
      return outcome.verdict;
  }
}

/** "4 give a wrong answer", "1 crashes": how many tests of a group fail in which way. */
function failing(verdict: string, n: number): string {
  const one = n === 1;
  switch (verdict) {
    case "WA":
      return `${n} ${one ? "gives" : "give"} a wrong answer`;
    case "TLE":
      return `${n} ${one ? "is" : "are"} too slow`;
    case "MLE":
      return `${n} ${one ? "needs" : "need"} too much memory`;
    case "OLE":
      return `${n} ${one ? "prints" : "print"} too much`;
    case "RTE":
      return `${n} ${one ? "crashes" : "crash"}`;
    case "CE":
      return `${n} ${one ? "does" : "do"} not compile`;
    default:
      return `${n} not judged`;
  }
}

function crashWords(crash: Crash, exit: string | null | undefined): string {
  const where = crash.place ? ` on line ${crash.place.line}` : "";
  if (crash.kind) return `your code raised ${crash.kind}${where}`;
  return `your code crashed${where}${exit ? ` (${exit})` : ""}`;
}

const SHORT = 60;

function oneLine(text: string | null | undefined): string | null {
  const trimmed = text?.trimEnd() ?? null;
  return trimmed !== null && trimmed.length <= SHORT && !trimmed.includes("\n") ? trimmed : null;
}

/** What happened in one test, as the end of a sentence that begins with its name. */
export function happened(outcome: Outcome, conditions: Conditions): string {
  switch (outcome.verdict) {
    case "AC":
      return isOwnCase(outcome)
        ? `your code ran to its end in ${seconds(outcome.wall_s)}`
        : `your code gives what is expected, in ${seconds(outcome.cpu_s)}`;
    case "WA": {
      const expected = oneLine(outcome.expected);
      const got = oneLine(outcome.got);
      if (expected !== null && got === "") return `it should give ${expected}; your code gave nothing`;
      if (expected !== null && got !== null) return `it should give ${expected}; your code gave ${got}`;
      return outcome.difference ?? "your code gave another answer than expected";
    }
    case "TLE":
      return `too slow: stopped after ${seconds(Math.max(outcome.cpu_s, outcome.wall_s))}; the limit is ${seconds(conditions.limitS)}`;
    case "MLE":
      return `your code needed more memory than the ${conditions.memoryMib} MiB allowed`;
    case "OLE":
      return "your code printed far more than a right answer needs, and was stopped";
    case "RTE":
      return crashWords(crashIn(outcome.stderr ?? "", conditions.fileName), outcome.exit);
    case "JE":
      return "our judge failed here, not your code";
    default:
      return word(outcome);
  }
}

export interface Summary {
  tone: Meaning;
  text: string;
}

/** The result with its samples called "sample 1", "sample 2": their names in the package mean nothing here. */
export function named(judged: Judged): Judged {
  let samples = 0;
  const tests = judged.tests.map((outcome) =>
    outcome.group === "samples" ? { ...outcome, name: `sample ${++samples}` } : outcome,
  );
  return { ...judged, tests };
}

function afterFault(judged: Judged, conditions: Conditions): string {
  if (conditions.practice) return "Please try again.";
  const next =
    judged.purpose === "submit"
      ? "Your submission is kept and judged again by itself as soon as the judge works: you need not do anything."
      : "Run again when you like.";
  return `Nothing counts against you, and the time it took is given back. ${next}`;
}

/** One or two sentences for the whole result. */
export function summary(answer: Judged, conditions: Conditions): Summary {
  const judged = named(answer);
  if (judged.verdict === "JE") {
    return {
      tone: "attention",
      text: `Our judge has failed, not your code. ${afterFault(judged, conditions)}`,
    };
  }
  if (judged.verdict === "CE") {
    const first = placesIn(judged.compiler ?? "", conditions.fileName)[0];
    return {
      tone: "failed",
      text: `Your code does not compile${first ? `. The first complaint is about line ${first.line}` : ""}.`,
    };
  }
  const tests = judged.tests;
  if (tests.length === 0) return { tone: "information", text: "There was nothing to run." };
  const failed = tests.filter((outcome) => outcome.verdict !== "AC");
  const own = tests.every(isOwnCase);
  if (failed.length === 0) {
    const what =
      judged.purpose === "submit" ? count(tests.length, "test") : own ? "" : count(tests.length, "sample");
    if (own)
      return {
        tone: "information",
        text: tests.length === 1 ? "Your case ran." : `Your ${tests.length} cases ran.`,
      };
    return {
      tone: "passed",
      text: tests.length === 1 ? `The ${what.slice(2)} passes.` : `All ${what} pass.`,
    };
  }
  const noun = own ? "case" : judged.purpose === "submit" ? "test" : "sample";
  const said =
    tests.length === 1
      ? `The ${own ? "case" : noun} fails.`
      : failed.length === tests.length
        ? `All ${count(tests.length, noun)} fail.`
        : `${failed.length} of ${count(tests.length, noun)} ${failed.length === 1 ? "fails" : "fail"}.`;
  const first = failed[0];
  if (!first) return { tone: "failed", text: said };
  const lead = tests.length === 1 ? "" : `${failed.length === 1 ? "It is" : "The first is"} ${first.name}: `;
  const rest = happened(first, conditions);
  return { tone: "failed", text: `${said} ${lead || upper(rest)}${lead ? rest : ""}.`.replace(/\.\.$/, ".") };
}

export function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

export interface Group {
  group: string;
  title: string;
  tests: Outcome[];
  passed: number;
  /** "4 of 5 pass; 1 is too slow". */
  words: string;
}

/** Tests by group, in the order in which groups are shown. */
export function groups(judged: Judged): Group[] {
  const byGroup = groupBy(judged.tests, (outcome) => outcome.group);
  const found = [...byGroup].map(([group, tests]) => {
    const passed = tests.filter((outcome) => outcome.verdict === "AC").length;
    const failures = groupBy(
      tests.filter((outcome) => outcome.verdict !== "AC"),
      (outcome) => outcome.verdict,
    );
    const parts = [...failures].map(([verdict, those]) => failing(verdict, those.length));
    const all = passed === tests.length ? `all ${passed} pass` : `${passed} of ${tests.length} pass`;
    let words = [tests.length === 1 && passed === 1 ? "passes" : all, ...parts].join("; ");
    if (passed === 0 && failures.size === 1)
      words = tests.length === 1 ? word(tests[0] as Outcome) : `all ${parts[0]}`;
    return { group, title: groupTitle(group), tests, passed, words };
  });
  return found.sort((a, b) => (GROUPS[a.group]?.order ?? 9) - (GROUPS[b.group]?.order ?? 9));
}

/** What is said aloud when a result arrives. */
export function announcement(judged: Judged, conditions: Conditions): string {
  return `${judged.purpose === "submit" ? "Submission" : "Run"}: ${summary(judged, conditions).text}`;
}

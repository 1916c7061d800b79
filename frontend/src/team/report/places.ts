/** Where a report's evidence is on its page. A test's place in the address is `#test:<problem>:<name>`, a line's
 * `#line:<problem>:<number>`; all else is the id of what it is. */

import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import type { TimelineMark } from "../../replay/marks.ts";
import type { Evidence, Report, ReportMoment, TestRow } from "../api.ts";

/** Brings what a hash names into sight, and the keyboard's place to it where it is no list one walks along.
 * Links call it themselves: to the router, one that is followed a second time leads nowhere new. */
export function reveal(hash: string): void {
  const plain = decode(hash);
  const problem = /^test:([^:]*):/.exec(plain)?.[1];
  const place = document.getElementById(problem === undefined ? plain : testsId(problem));
  if (!place) return;
  const line = plain.startsWith("line:");
  place.scrollIntoView({ block: line ? "center" : problem === undefined ? "start" : "nearest" });
  if (problem === undefined) place.focus({ preventScroll: true });
}

/** Brings what the address names into sight, at first and whenever it changes. */
export function useRevealed(): void {
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => reveal(hash), [hash]);
}

/** Of the test that is laid open. */
export function testsId(problem: string): string {
  return `tests-${problem}`;
}

export function testHash(problem: string, test: string): string {
  return `test:${problem}:${test}`;
}

/** The name of the test that a hash means, if it is one of this problem. */
export function testOfHash(hash: string, problem: string): string | null {
  const start = `test:${problem}:`;
  const plain = decode(hash);
  return plain.startsWith(start) ? plain.slice(start.length) : null;
}

export function lineHash(problem: string, line: number): string {
  return `line:${problem}:${line}`;
}

/** The line that a hash means, if it is of this problem's code. */
export function lineOfHash(hash: string, problem: string): number | null {
  const start = `line:${problem}:`;
  const plain = decode(hash);
  const number = plain.startsWith(start) ? Number(plain.slice(start.length)) : Number.NaN;
  return Number.isInteger(number) && number > 0 ? number : null;
}

export function problemId(problem: string): string {
  return `problem-${problem}`;
}

export function growthId(problem: string, of: "time" | "space"): string {
  return `growth-${of}-${problem}`;
}

export function ownCasesId(problem: string): string {
  return `own-cases-${problem}`;
}

/** The address's hash of a piece of evidence that is on the page; null for a moment of the replay. */
export function evidenceHash(evidence: Evidence): string | null {
  const { kind, problem } = evidence;
  if (problem == null) return null;
  if (kind === "test" && evidence.test != null) return testHash(problem, evidence.test);
  if (kind === "line" && evidence.line != null) return lineHash(problem, evidence.line);
  if (kind === "growth" && evidence.of != null) return growthId(problem, evidence.of);
  if (kind === "own_tests") return ownCasesId(problem);
  return kind === "problem" ? problemId(problem) : null;
}

function decode(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ""));
  } catch {
    return hash.replace(/^#/, "");
  }
}

export const GROUP_NAMES: Record<string, string> = {
  samples: "Samples",
  basic: "Basic",
  edge: "Edge cases",
  error: "Bad input",
  stress: "Stress",
  secret: "Hidden",
};

/** A test's own index within its report, for ids that hold any name. */
export function firstWorthSeeing(tests: readonly TestRow[]): TestRow | undefined {
  return tests.find((test) => test.verdict !== "AC") ?? tests[0];
}

function markOf(moment: ReportMoment): TimelineMark {
  return {
    kind: moment.kind,
    at: moment.at_ms,
    seq: moment.seq,
    text: moment.text,
    ...(moment.until_ms != null && { until: moment.until_ms }),
    ...(moment.verdict != null && { verdict: moment.verdict }),
    ...(moment.problem != null && { problem: moment.problem }),
  };
}

const OF_PROBLEM = new Set(["run", "submit", "paste"]);

/** The timeline of one problem: when it was in view, and its runs, submissions and pastes. */
export function problemMarks(report: Report, problem: string): TimelineMark[] {
  return report.timeline
    .filter((moment) => moment.kind === "view" || (OF_PROBLEM.has(moment.kind) && moment.problem === problem))
    .map(markOf);
}

export function per(value: number): string {
  return `${Math.round(value)} %`;
}

/** "72 %, with 90 % certainty between 58 and 83 %" */
export function interval(part: { value: number | null; low: number | null; high: number | null }): string {
  if (part.value === null) return "not measured";
  if (part.low === null || part.high === null || Math.round(part.low) === Math.round(part.high))
    return per(part.value);
  return `${per(part.value)} (${Math.round(part.low)} to ${Math.round(part.high)})`;
}

/** Where a report's evidence is on its page. A test's place in the address is `#test:<problem>:<name>`. */

import type { TimelineMark } from "../../replay/marks.ts";
import type { Report, ReportMoment, TestRow } from "../api.ts";

export function testHash(problem: string, test: string): string {
  return `test:${problem}:${test}`;
}

/** The name of the test that a hash means, if it is one of this problem. */
export function testOfHash(hash: string, problem: string): string | null {
  const start = `test:${problem}:`;
  const plain = decode(hash);
  return plain.startsWith(start) ? plain.slice(start.length) : null;
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

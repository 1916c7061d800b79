import type { BankProblem } from "../api.ts";

/** Every word of the search stands in the problem's title, summary, topics or skills. */
export function matches(problem: BankProblem, words: string): boolean {
  const text = [problem.slug, problem.title, problem.summary, ...problem.topics, ...problem.skills]
    .join(" ")
    .toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

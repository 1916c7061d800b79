/** A plan while it is being edited: values, and what they add up to. */

import type { Bank, BankProblem, Plan } from "../api.ts";

export interface DraftSection {
  problem: string;
  minutes: number | null;
}

export interface Draft {
  sections: DraftSection[];
  minutes: number;
  languages: string[];
  level: "trust" | "notice";
  weights: Record<WeightedPart, number>;
  welcome: string;
}

export type WeightedPart = "correctness" | "efficiency" | "quality" | "robustness";

const USUAL_WEIGHTS: Record<WeightedPart, number> = {
  correctness: 45,
  efficiency: 20,
  quality: 15,
  robustness: 10,
};

/** Where no plan exists yet: no problem, an hour, every language there is. */
export function newDraft(bank: Bank): Draft {
  return {
    sections: [],
    minutes: 60,
    languages: bank.languages.map((language) => language.id),
    level: "trust",
    weights: { ...USUAL_WEIGHTS },
    welcome: "",
  };
}

export function draftOf(plan: Plan): Draft {
  return {
    sections: plan.sections.map((section) => ({
      problem: section.problem,
      minutes: section.minutes ?? null,
    })),
    minutes: plan.minutes,
    languages: [...plan.languages],
    level: plan.level ?? "trust",
    weights: { ...USUAL_WEIGHTS, ...plan.weights },
    welcome: plan.welcome ?? "",
  };
}

export function same(a: Draft, b: Draft): boolean {
  const sorted = (draft: Draft) => JSON.stringify({ ...draft, languages: draft.languages.toSorted() });
  return sorted(a) === sorted(b);
}

/** Minutes that the problems suggest together: the plan's where it gives them, else the package's. */
export function suggestedMinutes(draft: Draft, problems: ReadonlyMap<string, BankProblem>): number {
  return draft.sections.reduce(
    (sum, section) => sum + (section.minutes ?? problems.get(section.problem)?.minutes ?? 0),
    0,
  );
}

/** The section at `index` moved by one place; unchanged at the ends. */
export function moved(sections: readonly DraftSection[], index: number, by: 1 | -1): DraftSection[] {
  const next = [...sections];
  const target = index + by;
  const [a, b] = [next[index], next[target]];
  if (!a || !b) return next;
  next[index] = b;
  next[target] = a;
  return next;
}

/** Each weight's share of their sum, in per cent; null where all are zero. */
export function shares(weights: Draft["weights"]): Draft["weights"] | null {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  if (sum <= 0) return null;
  const of = (part: WeightedPart) => Math.round((weights[part] / sum) * 100);
  return {
    correctness: of("correctness"),
    efficiency: of("efficiency"),
    quality: of("quality"),
    robustness: of("robustness"),
  };
}

/** What keeps the draft from being saved, each as a sentence that says what to do. */
export function complaints(draft: Draft, problems: ReadonlyMap<string, BankProblem>): string[] {
  const found: string[] = [];
  if (draft.sections.length === 0) found.push("There is no problem in it: add at least one from the bank.");
  if (draft.sections.length > 12) found.push("A plan holds at most 12 problems: take some out.");
  if (draft.languages.length === 0) found.push("No language is allowed: choose at least one.");
  if (shares(draft.weights) === null)
    found.push("Nothing counts: give at least one part a weight above zero.");
  for (const section of draft.sections) {
    const problem = problems.get(section.problem);
    if (!problem) found.push(`The bank has no problem “${section.problem}” any more: take it out.`);
    else if (draft.languages.length && !draft.languages.some((id) => problem.languages.includes(id))) {
      found.push(`“${problem.title}” cannot be solved in any of the chosen languages: add one of its own.`);
    }
  }
  return found;
}

/** The order of a comparison's rows, and what a band is called. */

import type { ComparedCandidate, ComparedGroup, ComparedScore } from "../api.ts";

export type Direction = "asc" | "desc";

/** Columns that are no part of the score. */
export const NAME = "candidate";
export const PLACE = "place";

export const NO_SCORE: ComparedScore = { name: "", value: null, low: null, high: null, band: null };

export function scoreOf(candidate: ComparedCandidate, part: string): ComparedScore {
  return candidate.scores.find((score) => score.name === part) ?? NO_SCORE;
}

/** The part whose bands are told: the one that the rows are sorted by, else the overall score. */
export function bandedPart(group: ComparedGroup, sort: string): string {
  return group.parts.some((part) => part.name === sort) ? sort : (group.parts[0]?.name ?? "overall");
}

function keyOf(candidate: ComparedCandidate, sort: string): number | null {
  return sort === PLACE ? (candidate.ability?.value ?? null) : scoreOf(candidate, sort).value;
}

/** By a column, either way; whoever has no value there comes last both ways, and equals stand by name. */
export function ordered(group: ComparedGroup, sort: string, direction: Direction): ComparedCandidate[] {
  const sign = direction === "asc" ? 1 : -1;
  const byName = (a: ComparedCandidate, b: ComparedCandidate) => a.candidate.localeCompare(b.candidate);
  return [...group.candidates].sort((a, b) => {
    if (sort === NAME) return sign * byName(a, b);
    const [one, other] = [keyOf(a, sort), keyOf(b, sort)];
    if (one === null || other === null) {
      if (one === other) return byName(a, b);
      return one === null ? 1 : -1;
    }
    return sign * (one - other) || byName(a, b);
  });
}

/** What a row says of its band. Nothing where everybody is in the same one. */
export function bandWords(group: ComparedGroup, part: string, score: ComparedScore): string | null {
  if (score.band == null) return "not measured";
  const first = group.candidates.filter((each) => scoreOf(each, part).band === 1).length;
  const all = group.candidates.filter((each) => scoreOf(each, part).band != null).length;
  if (first === all) return null;
  if (score.band > 1) return `below the first: band ${score.band}`;
  return first === 1 ? "above all the others" : "not told apart from the first";
}

export function partName(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1).replaceAll("_", " ");
}

/** "81 (70 to 90)" */
export function figure(score: ComparedScore): string {
  if (score.value === null) return "not measured";
  const value = Math.round(score.value);
  if (score.low === null || score.high === null) return `${value}`;
  const [low, high] = [Math.round(score.low), Math.round(score.high)];
  return low === high ? `${value}` : `${value} (${low} to ${high})`;
}

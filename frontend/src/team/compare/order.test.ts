import { describe, expect, it } from "vitest";
import type { ComparedCandidate, ComparedGroup } from "../api.ts";
import { bandedPart, bandWords, figure, NAME, ordered, PLACE, partName, scoreOf } from "./order.ts";

function person(name: string, overall: number | null, band: number | null, ability: number | null = null) {
  const ends = overall === null ? { low: null, high: null } : { low: overall - 5.4, high: overall + 5.4 };
  return {
    session: name,
    candidate: name,
    started_at: null,
    plan_version: 1,
    scores: [{ name: "overall", value: overall, ...ends, band }],
    ability:
      ability === null ? null : { value: ability, error: 0.4, low: ability - 0.7, high: ability + 0.7 },
    standing: null,
  } satisfies ComparedCandidate;
}

function group(candidates: ComparedCandidate[], bands: number): ComparedGroup {
  return {
    problems: [],
    minutes: 60,
    weights: {},
    plan_versions: [1],
    conditions: "",
    differences: [],
    parts: [{ name: "overall", bands, words: "" }],
    candidates,
    standing: "",
    distribution: null,
  };
}

const three = group(
  [person("Bea", 60, 2, 0.5), person("Ada", null, null), person("Cid", 90, 1, -1), person("Abe", 60, 2, 0.1)],
  2,
);
const names = (sort: string, direction: "asc" | "desc") =>
  ordered(three, sort, direction).map((each) => each.candidate);

describe("order", () => {
  it("puts who was not measured last both ways, and equals by name", () => {
    expect(names("overall", "desc")).toEqual(["Cid", "Abe", "Bea", "Ada"]);
    expect(names("overall", "asc")).toEqual(["Abe", "Bea", "Cid", "Ada"]);
    expect(names("quality", "desc")).toEqual(["Abe", "Ada", "Bea", "Cid"]);
  });

  it("sorts by name and by place", () => {
    expect(names(NAME, "asc")).toEqual(["Abe", "Ada", "Bea", "Cid"]);
    expect(names(NAME, "desc")).toEqual(["Cid", "Bea", "Ada", "Abe"]);
    expect(names(PLACE, "desc")).toEqual(["Bea", "Abe", "Cid", "Ada"]);
  });

  it("tells the bands of the part that is sorted by, else overall", () => {
    expect(bandedPart(three, "overall")).toBe("overall");
    expect(bandedPart(three, NAME)).toBe("overall");
    const [first, , , last] = ordered(three, "overall", "desc");
    if (!first || !last) throw new Error("nobody");
    expect(bandWords(three, "overall", scoreOf(first, "overall"))).toBe("above all the others");
    expect(bandWords(three, "overall", scoreOf(last, "overall"))).toBe("not measured");
    const [, second] = ordered(three, "overall", "desc");
    expect(second && bandWords(three, "overall", scoreOf(second, "overall"))).toBe("below the first: band 2");
    const pair = group([person("A", 9, 1), person("B", 8, 1), person("C", 2, 2)], 2);
    expect(bandWords(pair, "overall", scoreOf(person("B", 8, 1), "overall"))).toBe(
      "not told apart from the first",
    );
    const alike = group([person("A", 1, 1), person("B", 2, 1)], 1);
    expect(bandWords(alike, "overall", scoreOf(person("A", 1, 1), "overall"))).toBeNull();
  });

  it("writes figures with their doubt", () => {
    expect(figure(scoreOf(person("A", 60, 1), "overall"))).toBe("60 (55 to 65)");
    expect(figure(scoreOf(person("A", null, null), "overall"))).toBe("not measured");
    expect(figure({ name: "x", value: 0, low: 0, high: 0, band: 1 })).toBe("0");
    expect(partName("own_tests")).toBe("Own tests");
  });
});

import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { Button } from "../../ui/Button.tsx";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../../ui/States.tsx";
import { type SideBySide, sideBySideQuery } from "../api.ts";
import { likeness, Rules } from "./About.tsx";
import { range, step } from "./parts.ts";
import { Side } from "./Side.tsx";
import styles from "./Similarity.module.css";

const route = getRouteApi("/team/positions/$id/similarity/$problem/$one/$other");

/** Two answers to a problem beside each other, the parts that match under the same letter and colour. */
export function SideBySidePage() {
  const { id, problem, one, other } = route.useParams();
  const found = useQuery(sideBySideQuery(id, problem, one, other));
  const over = (
    <Link to="/positions/$id" params={{ id }} search={{ tab: "similarity" }} className={styles.back ?? ""}>
      Similarity
    </Link>
  );
  return (
    <Loaded
      query={found}
      what="The two answers"
      frame={(state) => (
        <Page title="Two answers" over={over}>
          {state}
        </Page>
      )}
    >
      {(data) => (
        <Page
          title={`${data.one.candidate} and ${data.other.candidate}`}
          over={over}
          under={
            <p className={styles.words}>
              {data.title}. {data.pair.words} {data.pair.chance} {likeness(data.pair.likeness)}.
            </p>
          }
        >
          <Full found={data} />
        </Page>
      )}
    </Loaded>
  );
}

function Full({ found }: { found: SideBySide }) {
  const { part: named } = route.useSearch();
  const navigate = useNavigate();
  const { parts } = found;
  const at = Math.max(
    0,
    parts.findIndex((each) => each.label === named),
  );
  const current = parts[at];
  const go = useCallback(
    (label: string) =>
      void navigate({
        to: "/positions/$id/similarity/$problem/$one/$other",
        params: {
          id: found.position,
          problem: found.problem,
          one: found.one.session,
          other: found.other.session,
        },
        search: { part: label },
        replace: true,
        resetScroll: false,
      }),
    [navigate, found],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = event.key === "]" ? 1 : event.key === "[" ? -1 : 0;
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = step(parts, at, by);
      if (next) go(next.label);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [parts, at, go]);
  const before = step(parts, at, -1);
  const after = step(parts, at, 1);
  return (
    <div className={styles.similarity}>
      <div className={styles.about}>
        <p>{found.rules[0]}</p>
        <Rules rules={found.rules.slice(1)} />
      </div>
      <div className={styles.bar}>
        <Button size="small" isDisabled={!before} onPress={() => before && go(before.label)}>
          Previous match <kbd>[</kbd>
        </Button>
        <Button size="small" isDisabled={!after} onPress={() => after && go(after.label)}>
          Next match <kbd>]</kbd>
        </Button>
        <p role="status">
          {current ? (
            <>
              Part {current.label}, {at + 1} of {parts.length}: {range(current.one)} of {found.one.candidate}{" "}
              and {range(current.other)} of {found.other.candidate}
            </>
          ) : null}
        </p>
      </div>
      <div className={styles.sides}>
        <Side code={found.one} parts={parts} side="one" current={current?.label} onChoose={go} />
        <Side code={found.other} parts={parts} side="other" current={current?.label} onChoose={go} />
      </div>
    </div>
  );
}

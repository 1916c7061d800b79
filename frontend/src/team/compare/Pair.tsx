import { useQuery } from "@tanstack/react-query";
import { Choice } from "../../ui/Choice.tsx";
import { Loaded } from "../../ui/States.tsx";
import { type ComparedGroup, pairQuery } from "../api.ts";
import styles from "./Compare.module.css";
import { partName } from "./order.ts";

export type Chosen = readonly [one: string, other: string];

/** Two people looked at by themselves: in words, part by part, whether they differ. */
export function Pair({
  position,
  group,
  chosen,
  onChange,
}: {
  position: string;
  group: ComparedGroup;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}) {
  const [one, other] = chosen;
  const options = [...group.candidates]
    .sort((a, b) => a.candidate.localeCompare(b.candidate))
    .map((each) => ({ id: each.session, name: each.candidate }));
  return (
    <div className={styles.pair}>
      <div className={styles.choices}>
        <Choice
          label="One"
          options={[{ id: "", name: "Choose someone" }, ...options.filter((each) => each.id !== other)]}
          value={one}
          onChange={(id) => onChange([id, other])}
        />
        <Choice
          label="The other"
          options={[{ id: "", name: "Choose someone" }, ...options.filter((each) => each.id !== one)]}
          value={other}
          onChange={(id) => onChange([one, id])}
        />
      </div>
      <div aria-live="polite">
        {one && other ? (
          <Answer position={position} one={one} other={other} />
        ) : (
          <p className={styles.soft}>Choose two to see in which parts they differ, and by how much.</p>
        )}
      </div>
    </div>
  );
}

function Answer({ position, one, other }: { position: string; one: string; other: string }) {
  const pair = useQuery(pairQuery(position, one, other));
  return (
    <Loaded query={pair} what="The comparison of the two">
      {(found) => (
        <>
          <p className={styles.verdict}>{found.words}</p>
          <dl className={styles.differences}>
            {found.parts.map((part) => (
              <div key={part.name} className={styles.line}>
                <dt>{partName(part.name)}</dt>
                <dd data-differ={part.differ ?? undefined}>{part.words}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Loaded>
  );
}

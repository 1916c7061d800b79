import { VerdictMark } from "../../ui/Mark.tsx";
import { count } from "../../ui/time.ts";
import type { Place } from "../words/places.ts";
import {
  type Conditions,
  groups,
  type Judged,
  named,
  type Outcome,
  seconds,
  word,
} from "../words/results.ts";
import styles from "./results.module.css";
import { TestRow } from "./TestRow.tsx";
import { ToolOutput } from "./ToolOutput.tsx";

export interface AnswerProps {
  judged: Judged;
  conditions: Conditions;
  whitespace: boolean;
  onPlace: (place: Place) => void;
  onTake: (outcome: Outcome) => void;
}

/** Tests whose input the candidate may see are rows that open; hidden ones are counted by group. */
const SHOWN = new Set(["samples", "own"]);

export function Answer({ judged: answer, conditions, whitespace, onPlace, onTake }: AnswerProps) {
  const judged = named(answer);
  const all = groups(judged);
  const shown = all.filter((group) => SHOWN.has(group.group));
  const hidden = all.filter((group) => !SHOWN.has(group.group));
  const failing = shown.flatMap((group) => group.tests).find((outcome) => outcome.verdict !== "AC");
  return (
    <>
      {judged.compiler ? (
        <ToolOutput
          title={judged.verdict === "CE" ? "What the compiler says" : "Notes of the compiler"}
          text={judged.compiler}
          fileName={conditions.fileName}
          onPlace={onPlace}
        />
      ) : null}
      {judged.message && judged.verdict !== "AC" && judged.verdict !== "JE" && !judged.compiler ? (
        <p className={styles.small}>{judged.message}</p>
      ) : null}
      {hidden.length > 0 ? (
        <div className={styles.groups}>
          {[...shown.filter((group) => group.group === "samples"), ...hidden].map((group) => (
            <div key={group.group} className={styles.group}>
              <h3>{group.title}</h3>
              <span className={styles.squares} aria-hidden="true">
                {group.tests.map((outcome) => (
                  <span
                    key={outcome.name}
                    title={`${outcome.name}: ${word(outcome)}, ${seconds(outcome.cpu_s)}`}
                  >
                    <VerdictMark verdict={outcome.verdict} />
                  </span>
                ))}
              </span>
              <span className={styles.groupWords}>{group.words}</span>
            </div>
          ))}
          <p className={styles.small}>
            The inputs of the {count(hidden.flatMap((group) => group.tests).length, "hidden test")} are not
            shown, so that they stay the same for everyone.
          </p>
        </div>
      ) : null}
      {shown.map((group) => (
        <div key={group.group} className={styles.tests}>
          {hidden.length > 0 ? <h3>{group.title}</h3> : null}
          {group.tests.map((outcome) => (
            <TestRow
              key={outcome.name}
              outcome={outcome}
              conditions={conditions}
              whitespace={whitespace}
              open={outcome === failing || (group.group === "own" && group.tests.length === 1)}
              onPlace={onPlace}
              onTake={onTake}
            />
          ))}
        </div>
      ))}
    </>
  );
}

import { Button } from "../../ui/Button.tsx";
import { MeaningMark, VerdictMark } from "../../ui/Mark.tsx";
import { crashIn, type Place } from "../words/places.ts";
import {
  type Conditions,
  happened,
  isOwnCase,
  type Outcome,
  seconds,
  upper,
  word,
} from "../words/results.ts";
import { Difference } from "./Difference.tsx";
import styles from "./results.module.css";
import { Snippet } from "./Snippet.tsx";
import { ToolOutput } from "./ToolOutput.tsx";

export interface TestRowProps {
  outcome: Outcome;
  conditions: Conditions;
  whitespace: boolean;
  open: boolean;
  onPlace: (place: Place) => void;
  /** Makes an own case of this test's input. */
  onTake?: ((outcome: Outcome) => void) | undefined;
}

/** One test that is shown whole: its square and word, and below them what went in and came out. */
export function TestRow({ outcome, conditions, whitespace, open, onPlace, onTake }: TestRowProps) {
  const { input, expected, got, stderr } = outcome;
  const crash = outcome.verdict === "RTE" ? crashIn(stderr ?? "", conditions.fileName) : null;
  const sentence = happened(outcome, conditions);
  return (
    <details className={styles.test} open={open}>
      <summary>
        {isOwnCase(outcome) && outcome.verdict === "AC" ? (
          <MeaningMark meaning="information" />
        ) : (
          <VerdictMark verdict={outcome.verdict} />
        )}
        <span className={styles.name}>{upper(outcome.name)}</span>
        <span className={styles.word}>{word(outcome)}</span>
        <span className={styles.time}>{seconds(outcome.cpu_s)}</span>
      </summary>
      <div className={styles.detail}>
        <p>
          {upper(sentence)}.{crash?.detail ? ` It said: ${crash.detail}` : ""}{" "}
          {crash?.place ? (
            <Button look="link" onPress={() => crash.place && onPlace(crash.place)}>
              Go to line {crash.place.line}
            </Button>
          ) : null}
        </p>
        {outcome.verdict === "WA" && expected != null && got != null && got.trim() !== "" ? (
          <Difference expected={expected} got={got} whitespace={whitespace} />
        ) : null}
        <div className={styles.sides}>
          {input != null ? <Snippet title="Input" text={input} whitespace={whitespace} /> : null}
          {expected != null ? <Snippet title="Expected" text={expected} whitespace={whitespace} /> : null}
          {got != null ? (
            <Snippet
              title={isOwnCase(outcome) ? "Your code gave" : "Got"}
              text={got}
              whitespace={whitespace}
            />
          ) : null}
        </div>
        {stderr ? (
          <ToolOutput title="Error output" text={stderr} fileName={conditions.fileName} onPlace={onPlace} />
        ) : null}
        {onTake && input != null && !isOwnCase(outcome) ? (
          <Button size="small" onPress={() => onTake(outcome)}>
            Copy the input to your cases
          </Button>
        ) : null}
      </div>
    </details>
  );
}

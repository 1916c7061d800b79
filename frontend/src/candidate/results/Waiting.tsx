import { useEffect, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { MeaningMark } from "../../ui/Mark.tsx";
import type { Attempt } from "../desk.ts";
import { waitWords } from "../words/wait.ts";
import styles from "./results.module.css";

export interface WaitingProps {
  attempt: Attempt;
  online: boolean;
  practice: boolean;
}

/** A run or submission that is not answered yet: where it is, and for how long. */
export function Waiting({ attempt, online, practice }: WaitingProps) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const forS = Math.max(0, Math.floor((now - attempt.asked) / 1000));
  const { tone, title, text } = waitWords({
    what: attempt.purpose === "submit" ? "submission" : "run",
    sent: attempt.sent,
    online,
    practice,
    wait: attempt.wait,
    forS,
    now,
  });
  return (
    <div className={styles.waiting} data-tone={tone}>
      {tone === "attention" ? (
        <MeaningMark meaning="attention" size={20} />
      ) : attempt.sent || online ? (
        <span className={styles.busy} aria-hidden="true" />
      ) : (
        <MeaningMark meaning="information" size={20} />
      )}
      <h2>{title}</h2>
      {text ? <p>{text}</p> : null}
      {forS >= 2 ? <p className={styles.soFar}>Asked for {ago(forS)} ago.</p> : null}
    </div>
  );
}

/** "12 s", "1 min 5 s". */
function ago(seconds: number): string {
  const rest = seconds % 60;
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min${rest ? ` ${rest} s` : ""}`;
}

/** Before the first run. */
export function NothingYet({ practice, onRun }: { practice: boolean; onRun: () => void }) {
  return (
    <div className={styles.empty}>
      <p>
        Results appear here. <b>Run</b> tries your code on the samples or on cases of your own, as often as
        you like.{" "}
        {practice ? (
          <>
            <b>Submit</b> hands it in; here in practice it uses the samples again.
          </>
        ) : (
          <>
            <b>Submit</b> hands it in and tries it on hidden tests as well; you can submit again, and the last
            one counts.
          </>
        )}
      </p>
      <Button size="small" onPress={onRun}>
        Run on the samples
      </Button>
    </div>
  );
}

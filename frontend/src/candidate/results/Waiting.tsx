import { useEffect, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import type { Attempt } from "../desk.ts";
import { GIVEN_BACK_AFTER_S, waitText } from "../words/wait.ts";
import styles from "./results.module.css";

/** A run or submission that is not answered yet: where it is, and for how long. */
export function Waiting({ attempt, online }: { attempt: Attempt; online: boolean }) {
  const [waited, setWaited] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const timer = setInterval(() => setWaited(Math.floor((performance.now() - from) / 1000)), 500);
    return () => clearInterval(timer);
  }, []);
  const what = attempt.purpose === "submit" ? "submission" : "run";
  if (!attempt.sent && !online) {
    return (
      <p className={styles.waiting}>
        You are offline. This {what} is kept on this computer, with the code as it was, and is sent when the
        line is back.
      </p>
    );
  }
  return (
    <div className={styles.waiting}>
      <span className={styles.busy} aria-hidden="true" />
      <p>
        {attempt.sent ? `Your ${what} is with the judge` : `Sending your ${what}`}
        {waited >= 2 ? `, for ${waited} s now` : ""}. {attempt.wait ? waitText(attempt.wait) : ""}
        {waited >= GIVEN_BACK_AFTER_S && attempt.sent
          ? " You can go on working. Time spent waiting for a free judge is given back to you."
          : ""}
      </p>
    </div>
  );
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

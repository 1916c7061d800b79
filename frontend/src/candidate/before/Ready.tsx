import { useEffect, useState } from "react";
import { ApiError } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Confirm } from "../../ui/Dialog.tsx";
import { errorWords } from "../../ui/States.tsx";
import { Time } from "../../ui/Time.tsx";
import { count } from "../../ui/time.ts";
import { Actions, Page, Section } from "../Page.tsx";
import { patienceText } from "../patience.ts";
import type { CandidateView } from "../query.ts";

export interface ReadyProps {
  view: CandidateView;
  onPractise: () => void;
  onExpect: () => void;
  onStart: () => void;
  isPending: boolean;
  /** How often the server could not answer yet; it is asked again by itself. */
  failures: number;
  error: Error | null;
}

/** A refusal started nothing; where the server failed, or was not reached, only asking tells. */
function clockAfter(error: Error | null): string {
  if (error instanceof ApiError && error.status < 500) return "The clock has not started.";
  return "Load this page again: it shows whether the clock has started.";
}

/** Whether the time to start has not come yet; looked at every second. */
function useEarly(opensAt: string | null): boolean {
  const [now, setNow] = useState(Date.now);
  const early = opensAt !== null && Date.parse(opensAt) > now;
  useEffect(() => {
    if (!early) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [early]);
  return early;
}

/** Agreed, and nothing started: practise, or start. */
export function Ready(props: ReadyProps) {
  const { view, onPractise, onExpect, onStart, isPending, failures, error } = props;
  const [confirming, setConfirming] = useState(false);
  const early = useEarly(view.opens_at);
  const said = error ? errorWords(error) : null;
  return (
    <Page title="Ready when you are" above={`${view.position} at ${view.organization}`}>
      <Section title="Practise first">
        <p>
          The same editor with a small problem that has nothing to do with the interview. It is not recorded,
          not scored and not timed. Try the keys, the settings, a run and a submission.
        </p>
        <Actions>
          <Button onPress={onPractise}>Practise</Button>
        </Actions>
      </Section>
      <Section title="Start the interview">
        <p>
          {view.minutes} minutes for {count(view.problem_count, "problem")}. The clock starts when you press
          the button and cannot be stopped by you.
        </p>
        {early ? (
          <p>
            You can start from <Time value={view.opens_at} />. Practise until then.
          </p>
        ) : null}
        <Actions>
          <Button look="primary" onPress={() => setConfirming(true)} isDisabled={early}>
            Start the interview
          </Button>
          <Button look="quiet" onPress={onExpect}>
            What to expect
          </Button>
        </Actions>
      </Section>
      <Confirm
        title={`Start the ${view.minutes} minutes now?`}
        isOpen={confirming}
        onClose={() => setConfirming(false)}
        action={isPending ? "Starting" : "Start now"}
        isPending={isPending}
        onConfirm={onStart}
        error={said ? `${said.title} ${said.text} ${clockAfter(error)}` : null}
      >
        <p>
          The clock runs once, until it is over, also while this page is closed. From now on your edits, runs
          and submissions are recorded as you agreed.
        </p>
        <p role="status">{isPending ? patienceText(failures) : null}</p>
      </Confirm>
    </Page>
  );
}

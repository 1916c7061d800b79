import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { Confirm } from "../../ui/Dialog.tsx";
import { errorWords } from "../../ui/States.tsx";
import { Actions, Facts, Page, Section, Trouble } from "../Page.tsx";
import { patienceText } from "../patience.ts";
import type { CandidateView } from "../query.ts";
import styles from "./before.module.css";

export interface ConsentProps {
  view: CandidateView;
  onBack: () => void;
  onAccept: () => void;
  onDecline: () => void;
  isPending: boolean;
  /** How often the server could not answer yet; it is asked again by itself. */
  failures: number;
  error: Error | null;
}

/** The one text that all of `texts` are, or null where they differ. */
function same(texts: readonly string[]): string | null {
  const [first] = texts;
  return first !== undefined && texts.every((text) => text === first) ? first : null;
}

/** Exactly the notice that the log will name by its hash: nothing added, nothing left out. */
export function Consent({ view, onBack, onAccept, onDecline, isPending, failures, error }: ConsentProps) {
  const [declining, setDeclining] = useState(false);
  const { recorded, not_done, other_ways, version } = view.notice;
  const said = error ? errorWords(error) : null;
  // What is the same for everything recorded is said once, below the list.
  const who = same(recorded.map((one) => one.who));
  const howLong = same(recorded.map((one) => one.how_long));
  return (
    <Page title="What is recorded" above={`${view.position} at ${view.organization}`}>
      <p>Nothing of your work has been recorded so far. This is what will be, if you agree.</p>
      <ul className={styles.recorded}>
        {recorded.map((one) => (
          <li key={one.what}>
            <p className={styles.what}>{one.what}</p>
            <dl>
              <div>
                <dt>Why</dt>
                <dd>{one.why}</dd>
              </div>
              {who === null ? (
                <div>
                  <dt>Who sees it</dt>
                  <dd>{one.who}</dd>
                </div>
              ) : null}
              {howLong === null ? (
                <div>
                  <dt>For how long</dt>
                  <dd>{one.how_long}</dd>
                </div>
              ) : null}
            </dl>
          </li>
        ))}
      </ul>
      {who || howLong ? (
        <Facts
          facts={[
            ...(who ? [["Who sees all this", who] as const] : []),
            ...(howLong ? [["For how long", howLong] as const] : []),
          ]}
        />
      ) : null}
      <Section title="What is not done">
        <ul>
          {not_done.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Section>
      <Section title="Another way">
        <p>{other_ways}</p>
      </Section>
      {said ? (
        <Trouble>
          <p>
            {said.title} {said.text}
          </p>
        </Trouble>
      ) : null}
      <p role="status">{isPending ? patienceText(failures) : null}</p>
      <Actions>
        <Button look="primary" onPress={onAccept} isPending={isPending}>
          I agree
        </Button>
        <Button onPress={() => setDeclining(true)} isDisabled={isPending}>
          I do not agree
        </Button>
        <Button look="quiet" onPress={onBack}>
          Back
        </Button>
      </Actions>
      <p className={styles.version}>Version {version} of this notice. The version you agree to is kept.</p>
      <Confirm
        title="End without an interview?"
        isOpen={declining}
        onClose={() => setDeclining(false)}
        action="End without an interview"
        look="danger"
        onConfirm={() => {
          setDeclining(false);
          onDecline();
        }}
      >
        <p>
          Nothing will be recorded and this link is closed. {view.organization} sees only that you did not
          agree, and no reason.
        </p>
        <p>
          If you would rather be interviewed another way, cancel, close this page and write to the person who
          invited you first.
        </p>
      </Confirm>
    </Page>
  );
}

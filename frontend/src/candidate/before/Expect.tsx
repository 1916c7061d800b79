import { Button } from "../../ui/Button.tsx";
import { Time } from "../../ui/Time.tsx";
import { Actions, Facts, Page, Section } from "../Page.tsx";
import type { CandidateView } from "../query.ts";

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(names);
}

/** In which stretch of time the interview can be started, in local time. */
function Window({ view }: { view: CandidateView }) {
  return (
    <>
      you choose when to start{view.opens_at ? ", from " : ""}
      {view.opens_at ? <Time value={view.opens_at} /> : null}
      {view.closes_at ? (view.opens_at ? " until " : ", until ") : ""}
      {view.closes_at ? <Time value={view.closes_at} /> : null}
    </>
  );
}

/** What this will be, before anything is asked. */
export function Expect({ view, onNext }: { view: CandidateView; onNext: () => void }) {
  const consented = view.state === "consented";
  return (
    <Page
      title={view.position}
      above={`${view.organization} invites ${view.candidate_name} to a coding interview`}
    >
      {view.welcome
        .split(/\n\s*\n/)
        .filter((paragraph) => paragraph.trim() !== "")
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      <Facts
        facts={[
          ["Time", `${view.minutes} minutes, in one go`],
          [
            "Problems",
            view.problem_count === 1 ? "1, to solve in code" : `${view.problem_count}, to solve in code`,
          ],
          ["Languages", `${listed(view.languages.map((one) => one.name))}; you can change at any time`],
          ...(view.opens_at || view.closes_at ? [["When", <Window key="when" view={view} />] as const] : []),
        ]}
      />
      <Section title="How it goes">
        <ul>
          <li>You read what is recorded, and agree or not.</li>
          <li>
            You can practise in the same editor for as long as you like. Nobody watches and nothing is kept.
          </li>
          <li>You start the clock yourself. Until then no problem is shown and no time is used.</li>
          <li>
            You can run your code and submit it as often as you want. When time is over, what is in the editor
            is what is judged.
          </li>
        </ul>
      </Section>
      <Section title="The clock, and when a line breaks">
        <ul>
          <li>
            The clock runs once, from start to end, also while this page is closed. Have a quiet{" "}
            {view.minutes} minutes before you start.
          </li>
          <li>
            When your connection fails, go on typing: everything is kept on your computer and sent when the
            line is back. The clock goes on meanwhile.
          </li>
          <li>When our server fails, the time lost is given back to you by itself.</li>
          <li>
            When your computer fails, open your link on another one. You go on with what was last sent;
            nothing starts over.
          </li>
        </ul>
      </Section>
      <Section title="What you need">
        <p>
          A computer with a keyboard and a current browser. Use your own notes and the documentation of your
          language as {view.organization} allows; ask them if you are not sure. Everything here can be used by
          keyboard alone and with a screen reader; text sizes, themes and a plain text area are in the
          settings.
        </p>
      </Section>
      <Actions>
        <Button look="primary" onPress={onNext}>
          {consented ? "Back to practice and start" : "Next: what is recorded"}
        </Button>
      </Actions>
    </Page>
  );
}

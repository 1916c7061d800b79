import { lazy, Suspense } from "react";
import { FileLink } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Actions, Page, Section } from "./Page.tsx";
import type { CandidateView } from "./query.ts";

const Late = lazy(async () => ({ default: (await import("./Late.tsx")).Late }));

/** After the end. */
export function Done({ view }: { view: CandidateView }) {
  const above = `${view.position} at ${view.organization}`;
  if (view.ended_reason === "withdrawn") {
    return (
      <Page title="You ended without an interview" above={above}>
        <p>
          Nothing of you was recorded but that you opened your link and did not agree. {view.organization} can
          see that, and no reason.
        </p>
        <p>
          If you would like to be interviewed another way, write to the person who invited you. They can also
          send a new link.
        </p>
      </Page>
    );
  }
  const title =
    view.ended_reason === "time" ? "Time is over, your work is handed in" : "Your work is handed in";
  return (
    <Page title={title} above={above}>
      <p>
        Thank you, {view.candidate_name}. What was in the editor at the end is what is judged. You can close
        this page.
      </p>
      <Suspense fallback={null}>
        <Late session={view.session} />
      </Suspense>
      <Section title="What happens next">
        <ul>
          <li>Your last submissions are run on all tests, and a report is made of the results.</li>
          <li>
            A person at {view.organization} reads it together with your code. No machine decides about you.
          </li>
          <li>They will write to you. This page does not know when; ask the person who invited you.</li>
          <li>
            If you typed while your line was down, leave this page open on that computer until it is back:
            what was made before the end still counts if it arrives within a day.
          </li>
        </ul>
      </Section>
      <Section title="Your own copy">
        <p>
          Your code, your runs and submissions and what came of them, as one file to keep. Some minutes from
          now it also holds how your work was scored: come back to this page by your link and fetch it again.
        </p>
        <Actions>
          <FileLink look="primary" href="/api/candidate/copy" download>
            <Icon name="download" /> Download your copy
          </FileLink>
        </Actions>
      </Section>
    </Page>
  );
}

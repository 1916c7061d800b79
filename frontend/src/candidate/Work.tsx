import { useCallback, useEffect, useMemo, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { Confirm } from "../ui/Dialog.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Actions, Loading, Page, Trouble } from "./Page.tsx";
import type { CandidateView } from "./query.ts";
import { ClockButton } from "./room/ClockButton.tsx";
import { ProblemTabs } from "./room/ProblemTabs.tsx";
import { type Bar, Room } from "./room/Room.tsx";
import room from "./room/room.module.css";
import { SavedNote } from "./room/SavedNote.tsx";
import { SettingsPopover } from "./room/SettingsPopover.tsx";
import { attemptsOf, SessionFiles, sessionDesk } from "./sessionDesk.ts";
import { type Sitting, useAway, useOtherTab, useSession } from "./useSession.ts";
import { WorkNotices } from "./WorkNotices.tsx";
import { clockSpoken } from "./words/clock.ts";

export interface WorkProps {
  view: CandidateView;
  /** The session has ended: ask the server anew. */
  onEnded: () => void;
}

/** The interview itself. */
export function Work({ view, onEnded }: WorkProps) {
  const { sitting, failure } = useSession(view.session);
  useEffect(() => {
    document.title = `${view.position} · Assay`;
  }, [view.position]);
  if (failure) {
    return (
      <Page title="The editor could not be opened">
        <Trouble>
          <p>
            {failure.message} Reload this page. What you typed before is kept; if it happens again, open your
            link in another browser.
          </p>
        </Trouble>
        <Actions>
          <Button look="primary" onPress={() => location.reload()}>
            Reload
          </Button>
        </Actions>
      </Page>
    );
  }
  if (!sitting || sitting.state.phase === "loading") {
    const trouble = sitting?.state.trouble ?? null;
    const offline = sitting?.state.connection === "offline";
    if (!trouble && !offline) return <Loading what="Opening the editor" />;
    return (
      <Page title="Waiting for the server">
        <Trouble>
          <p>
            {trouble ?? "This page has lost the server and tries again by itself every few seconds."} What you
            typed so far is kept. If the server was at fault, the time is given back.
          </p>
        </Trouble>
      </Page>
    );
  }
  return <Open view={view} sitting={sitting} onEnded={onEnded} />;
}

function Open({ view, sitting, onEnded }: WorkProps & { sitting: Sitting }) {
  const { client, state } = sitting;
  const [files] = useState(() => new SessionFiles(client));
  const [finishing, setFinishing] = useState(false);
  const [finishAsked, setFinishAsked] = useState(false);
  const otherTab = useOtherTab(view.session);
  useAway(client, view.level === "notice");

  const ended = state.ended?.data.reason ?? null;
  const attempts = useMemo(() => attemptsOf(client, state), [client, state]);
  // Whoever waits for a judge that has failed loses no time over it.
  const stopped = ended === null && attempts.some((one) => one.judged === null && one.wait?.fault);
  const desk = useMemo(
    () => sessionDesk(client, files, state, attempts, { session: view.session, isOver: finishAsked }),
    [client, files, state, attempts, view.session, finishAsked],
  );

  // Where the person was: also after a reload, and on another computer.
  const [start] = useState(() => {
    const first = view.problems[0];
    const known = view.problems.find((one) => one.slug === state.viewed?.problem);
    const language = (problem: string) => state.languages[problem] ?? "";
    return { problem: (known ?? first)?.slug ?? "", language };
  });
  useEffect(() => {
    const { viewed, ended: over } = client.getState();
    if (viewed !== null || over !== null) return;
    const first = view.problems[0];
    const language = first?.starters[0]?.language;
    if (first && language) client.view(first.slug, language);
  }, [client, view.problems]);

  // Who finished goes on to the last page once everything is saved; whom the time stopped stays until they go.
  useEffect(() => {
    if (ended !== null && ended !== "time" && state.saved.pending === 0) onEnded();
  }, [ended, state.saved.pending, onEnded]);

  const remainingMs = useCallback(() => client.remainingMs(), [client]);
  const bar = ({ problem, onProblem, onSheet }: Bar) => (
    <>
      <ProblemTabs problems={view.problems} current={problem} onProblem={onProblem} />
      <span className={room.spring} />
      <SavedNote state={{ connection: state.connection, ...state.saved }} />
      {ended === null ? (
        <ClockButton
          remainingMs={remainingMs}
          minutes={view.minutes}
          endsAt={state.clock?.ends_at ? new Date(state.clock.ends_at) : null}
          returnedMs={state.clock?.returned_ms ?? 0}
          offline={state.connection !== "online"}
          stopped={stopped}
        />
      ) : null}
      <SettingsPopover />
      <Button look="quiet" size="icon" aria-label="Help: keys" onPress={onSheet}>
        ?
      </Button>
      {ended === null ? (
        <Button size="small" onPress={() => setFinishing(true)} isDisabled={finishAsked}>
          Finish
        </Button>
      ) : (
        <Button size="small" look="primary" onPress={onEnded}>
          Continue <Icon name="right" />
        </Button>
      )}
    </>
  );

  const left = client.remainingMs();
  return (
    <>
      <Room
        problems={view.problems}
        languages={view.languages}
        desk={desk}
        start={start}
        bar={bar}
        notices={
          <WorkNotices
            state={state}
            ended={ended}
            finishAsked={finishAsked}
            otherTab={otherTab}
            stopped={stopped}
          />
        }
      />
      <Confirm
        title="Finish the interview?"
        isOpen={finishing}
        onClose={() => setFinishing(false)}
        action="Finish"
        onConfirm={() => {
          client.finish();
          setFinishAsked(true);
          setFinishing(false);
        }}
      >
        <p>
          What is in the editor now is what is judged, for every problem, in the language that is open. You
          cannot come back to the work afterwards.
        </p>
        {left === null ? null : <p>{clockSpoken(left)}.</p>}
        {state.connection === "online" ? null : (
          <p>You are offline: finishing is sent when the line is back. Leave this page open until then.</p>
        )}
      </Confirm>
    </>
  );
}

import { useState } from "react";
import type { SessionState } from "../session/client.ts";
import { Button } from "../ui/Button.tsx";
import { type Meaning, MeaningMark } from "../ui/Mark.tsx";
import { count } from "../ui/time.ts";
import styles from "./room/room.module.css";
import { durationText } from "./words/clock.ts";

export interface WorkNoticesProps {
  state: SessionState;
  ended: "finished" | "time" | "withdrawn" | null;
  finishAsked: boolean;
  otherTab: boolean;
  /** The clock stands still: what is given back is said when it goes on. */
  stopped: boolean;
}

const RETURNED = {
  "server outage": "our server was down",
  "judge fault": "our judge failed",
  "judge wait": "you had to wait for our judge",
} as const;

const REFUSED: Record<string, string> = {
  late: "was made after the time was over, so it does not count",
  malformed: "could not be read by the server",
  not_allowed: "is not possible in this session",
  not_started: "was made before the clock started",
};

/** What must be said beside the work, between the bar and the regions: never over them. */
export function WorkNotices({ state, ended, finishAsked, otherTab, stopped }: WorkNoticesProps) {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const dismiss = (id: string) => setDismissed((before) => new Set(before).add(id));
  const notices: { id: string; tone: Meaning; text: string; stays?: boolean }[] = [];

  if (ended === "time") {
    notices.push({
      id: "time",
      tone: "information",
      stays: true,
      text:
        state.saved.pending > 0
          ? `Time is over. ${count(state.saved.pending, "change")} made before the end still wait for the line: leave this page open.`
          : "Time is over, and your work is being judged as it stands here. You can read it; it cannot be changed any more.",
    });
  } else if (finishAsked || ended !== null) {
    notices.push({
      id: "finish",
      tone: "information",
      stays: true,
      text:
        state.connection === "online"
          ? "Finishing: your work is being handed in."
          : "You are offline. Leave this page open: finishing is sent when the line is back.",
    });
  }
  if (state.trouble)
    notices.push({ id: `trouble ${state.trouble}`, tone: "attention", text: state.trouble, stays: true });
  if (state.storageProblem) {
    notices.push({
      id: "storage",
      tone: "attention",
      text: `This browser cannot keep your work on this computer (${state.storageProblem}). It is still sent to the server while you are online; leave this page open when the line breaks.`,
    });
  }
  const refused = state.refused.at(-1);
  if (refused) {
    notices.push({
      id: `refused ${state.refused.length}`,
      tone: "attention",
      text: `${count(state.refused.length, "change")} not taken: the last ${REFUSED[refused.code] ?? refused.message}. The editor shows what counts.`,
    });
  }
  const returned = state.timeReturned.at(-1);
  if (returned && ended === null && !stopped) {
    const why = RETURNED[returned.data.reason];
    const those = state.timeReturned.filter((one) => one.data.reason === returned.data.reason);
    const ms = those.reduce((sum, one) => sum + one.data.ms, 0);
    notices.push({
      id: `returned ${returned.seq}`,
      tone: "information",
      text: `${durationText(ms)} given back${those.length > 1 ? " in all" : ""}, because ${why}.`,
    });
  }
  if (otherTab && ended === null) {
    notices.push({
      id: "tab",
      tone: "information",
      text: "This interview is open in another tab too. Both work: what you type in one appears in the other.",
    });
  }

  const shown = notices.filter((notice) => !dismissed.has(notice.id));
  return (
    <div className={styles.notices} role="status">
      {shown.map((notice) => (
        <div key={notice.id} className={styles.notice} data-tone={notice.tone}>
          <MeaningMark meaning={notice.tone} />
          <p>{notice.text}</p>
          {notice.stays ? null : (
            <Button look="quiet" size="small" onPress={() => dismiss(notice.id)}>
              Dismiss
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}

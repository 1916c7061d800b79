import { Icon, type IconName } from "../../ui/Icon.tsx";
import type { SessionState } from "../api.ts";
import styles from "./Sessions.module.css";

export const STATE_NAMES: Record<SessionState, string> = {
  invited: "invited",
  opened: "opened the link",
  consented: "ready to start",
  running: "running",
  evaluating: "being evaluated",
  ended: "ended",
  revoked: "revoked",
  expired: "expired",
};

const ICONS: Record<SessionState, IconName> = {
  invited: "minus",
  opened: "right",
  consented: "right",
  running: "play",
  evaluating: "clock",
  ended: "check",
  revoked: "close",
  expired: "close",
};

/** What is waited for, as a sentence. The server says "nobody: ..." where nothing is. */
export function waitingWords(waitingFor: string): string {
  const settled = /^nobody: /.test(waitingFor);
  const words = settled ? waitingFor.replace(/^nobody: /, "") : `waiting for ${waitingFor}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A session's state as a shape and a word. */
export function State({ state }: { state: SessionState }) {
  return (
    <span className={styles.state} data-state={state}>
      <Icon name={ICONS[state]} size={14} />
      {STATE_NAMES[state]}
    </span>
  );
}

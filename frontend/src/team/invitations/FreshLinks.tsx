import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { count } from "../../ui/time.ts";
import type { Invitation } from "../api.ts";
import { linksCsv, linksText, save } from "./csv.ts";
import styles from "./Invitations.module.css";

export interface FreshLinksProps {
  invitations: Invitation[];
  onDone: () => void;
}

/** Links that were just made. The server keeps only their hashes, so this is the one time they can be seen. */
export function FreshLinks({ invitations, onDone }: FreshLinksProps) {
  const only = invitations.length === 1;
  return (
    <section className={styles.links} aria-label="New personal links">
      <h2 aria-live="polite">
        {only ? "The personal link is ready" : `${count(invitations.length, "personal link")} are ready`}
      </h2>
      <p className={styles.note}>
        {only ? "It is" : "They are"} shown only now: send {only ? "it" : "them"} on before you leave this
        page. A lost link can be replaced by a new one.
      </p>
      <ul className={styles.linkList}>
        {invitations.map((one) => (
          <li key={one.id} className={styles.linkRow}>
            <span className={styles.who}>
              {one.candidate}
              <small>{one.email}</small>
            </span>
            <code className={styles.link}>{one.link}</code>
            <CopyButton text={one.link ?? ""} label="Copy" size="small" />
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        {only ? null : (
          <>
            <CopyButton text={linksText(invitations)} label="Copy all" size="small" />
            <Button
              size="small"
              onPress={() => save("personal-links.csv", linksCsv(invitations), "text/csv;charset=utf-8")}
            >
              <Icon name="download" />
              Download as CSV
            </Button>
          </>
        )}
        <Button size="small" onPress={onDone}>
          Done, hide {only ? "it" : "them"}
        </Button>
      </div>
    </section>
  );
}

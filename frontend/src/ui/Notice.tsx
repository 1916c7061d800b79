import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { type Meaning, MeaningMark } from "./Mark.tsx";
import styles from "./Notice.module.css";

export interface NoticeProps {
  kind: Meaning;
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read aloud when it appears. Failures always are. */
  live?: boolean;
  className?: string;
}

/** Something that must be said beside the content: what happened, then what to do. */
export function Notice({ kind, title, children, actions, live, className }: NoticeProps) {
  const role = kind === "failed" ? "alert" : live ? "status" : undefined;
  return (
    <div className={cx(styles.notice, styles[kind], className)} {...(role && { role })}>
      <MeaningMark meaning={kind} size={18} />
      <div className={styles.body}>
        {title ? <p className={styles.title}>{title}</p> : null}
        {typeof children === "string" ? <p>{children}</p> : children}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </div>
  );
}

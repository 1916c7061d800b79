import type { ReactNode } from "react";
import styles from "./Page.module.css";

export interface PageProps {
  /** The page's heading, and the browser's title with " · Assay" behind it. */
  title: string;
  over?: ReactNode;
  under?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, over, under, actions, children }: PageProps) {
  return (
    <div className={styles.page}>
      <title>{`${title} · Assay`}</title>
      <header className={styles.head}>
        <div className={styles.titles}>
          {over ? <div className={styles.over}>{over}</div> : null}
          <h1>{title}</h1>
          {under ? <div className={styles.under}>{under}</div> : null}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

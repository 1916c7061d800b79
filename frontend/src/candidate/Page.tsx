import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Page.module.css";

export interface PageProps {
  title: string;
  /** Above the title, small: where one is. */
  above?: string;
  children: ReactNode;
}

/** A page of prose before or after the work. Its heading takes the focus, so that it is read out first. */
export function Page({ title, above, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Assay`;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <main className={styles.page}>
      {above ? <p className={styles.above}>{above}</p> : null}
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {children}
    </main>
  );
}

/** Says what went wrong, what to do, and that nothing is lost. */
export function Trouble({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={styles.trouble}>
      {children}
    </div>
  );
}

export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  );
}

/** A row of facts: what it is, and the fact. */
export function Facts({ facts }: { facts: ReadonlyArray<readonly [string, ReactNode]> }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Stands in while something loads; only seen after 200 ms. */
export function Loading({ what }: { what: string }) {
  return (
    <main className={styles.page} aria-busy="true">
      <div className={styles.skeleton} role="status">
        <span className="visually-hidden">{what}</span>
        <i />
        <i />
        <i />
      </div>
    </main>
  );
}

/** The states that every list, page and panel has besides being full: loading, empty, error. */

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Label, ProgressBar } from "react-aria-components";
import { ApiError } from "../api/client.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";
import styles from "./States.module.css";

const WIDTHS = ["92%", "78%", "85%", "64%", "88%", "71%"];

/** Grey lines where text will be; not shown before 200 ms have passed. */
export function Skeleton({ lines = 4, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <div key={i} className={styles.line} style={{ width: WIDTHS[i % WIDTHS.length] }} />
      ))}
    </div>
  );
}

export interface EmptyProps {
  title: string;
  /** What will be here, and how to begin. */
  children?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
}

export function Empty({ title, children, actions, level = 2 }: EmptyProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={styles.empty}>
      <Heading>{title}</Heading>
      {typeof children === "string" ? <p>{children}</p> : children}
      {actions ? <div className={styles.emptyActions}>{actions}</div> : null}
    </div>
  );
}

/** What an error says to a person: the server's own words, or that the server could not be reached. */
export function errorWords(error: unknown): { title: string; text: string } {
  if (error instanceof ApiError) {
    return { title: error.message, text: error.remedy ?? "" };
  }
  if (error instanceof TypeError) {
    return {
      title: "The server could not be reached",
      text: "Check the connection and try again. What was saved before is still there.",
    };
  }
  return { title: error instanceof Error ? error.message : String(error), text: "Try again." };
}

export interface FailureProps {
  /** What could not be done: "The positions could not be loaded". */
  what: string;
  error: unknown;
  onRetry?: () => void;
}

export function Failure({ what, error, onRetry }: FailureProps) {
  const { title, text } = errorWords(error);
  return (
    <Notice
      kind="failed"
      title={what}
      {...(onRetry && {
        actions: (
          <Button size="small" onPress={onRetry}>
            Try again
          </Button>
        ),
      })}
    >
      <p>
        {title}
        {/[.?]$/.test(title) ? "" : "."} {text}
      </p>
    </Notice>
  );
}

export interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** What is loaded, as the subject of "could not be loaded": "The positions". */
  what: string;
  skeleton?: ReactNode;
  /** What stands around the loading and error states, where the content brings its own heading. */
  frame?: (state: ReactNode) => ReactNode;
  children: (data: T) => ReactNode;
}

/** An answer that asking again will not change: there is no such thing, or it may not be seen. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 403 || error.status === 404);
}

/** The loading and error states of a query, and its content once it is there. A failed refresh keeps what was
 * there and says so. */
export function Loaded<T>({ query, what, skeleton, frame, children }: LoadedProps<T>) {
  const retry = () => {
    void query.refetch();
  };
  if (query.data === undefined) {
    const state = query.isError ? (
      <Failure
        what={`${what} could not be loaded`}
        error={query.error}
        {...(!isFinal(query.error) && { onRetry: retry })}
      />
    ) : (
      (skeleton ?? <Skeleton label={`${what}: loading`} />)
    );
    return frame ? frame(state) : state;
  }
  return (
    <>
      {query.isError ? (
        <Failure
          what={`${what} may have changed since: refreshing failed`}
          error={query.error}
          onRetry={retry}
        />
      ) : null}
      {children(query.data)}
    </>
  );
}

export interface ProgressProps {
  label: string;
  /** From 0 to `max`; undefined where the end is not known. */
  value?: number;
  max?: number;
  /** The figure in words: "7 of 12 tests". */
  figure?: string;
}

export function Progress({ label, value, max = 100, figure }: ProgressProps) {
  return (
    <ProgressBar
      className={styles.progress ?? ""}
      maxValue={max}
      isIndeterminate={value === undefined}
      {...(value !== undefined && { value })}
      {...(figure !== undefined && { valueLabel: figure })}
    >
      {({ percentage, valueText }) => (
        <>
          <span className={styles.progressHead}>
            <Label>{label}</Label>
            <span>{valueText}</span>
          </span>
          <span className={styles.track}>
            <span className={styles.fill} style={{ display: "block", width: `${percentage ?? 0}%` }} />
          </span>
        </>
      )}
    </ProgressBar>
  );
}

import { useEffect, useRef } from "react";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { ProblemView } from "../query.ts";
import { change, step, TEXT_ZOOMS, useSettings } from "../settings.ts";
import styles from "./room.module.css";

export interface StatementProps {
  problem: ProblemView;
  /** Of the language chosen, seconds per test. */
  limitS: number;
  onFold?: (() => void) | undefined;
}

/** The problem's statement. Its HTML is made and cleaned by the server; authors cannot put markup in. */
export function Statement({ problem, limitS, onFold }: StatementProps) {
  const { textZoom } = useSettings();
  const prose = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = prose.current;
    if (!place) return;
    const watcher = new ResizeObserver(() => reachable(place));
    watcher.observe(place);
    return () => watcher.disconnect();
  }, []);
  return (
    <div className={styles.statement}>
      <div className={styles.statementBar}>
        <span className={styles.small}>
          Limits per test: {limitS.toFixed(1)} s, {problem.memory_mib} MiB
        </span>
        <span className={styles.spring} />
        <Button
          look="quiet"
          size="icon"
          aria-label="Smaller text"
          isDisabled={textZoom === TEXT_ZOOMS[0]}
          onPress={() => change({ textZoom: step(TEXT_ZOOMS, textZoom, -1) })}
        >
          <span className={styles.smallA}>A</span>
        </Button>
        <Button
          look="quiet"
          size="icon"
          aria-label="Larger text"
          isDisabled={textZoom === TEXT_ZOOMS.at(-1)}
          onPress={() => change({ textZoom: step(TEXT_ZOOMS, textZoom, 1) })}
        >
          <span className={styles.largeA}>A</span>
        </Button>
        {onFold ? (
          <Button look="quiet" size="icon" aria-label="Fold the problem away" onPress={onFold}>
            <Icon name="left" />
          </Button>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <section className={styles.scroll} tabIndex={0} aria-label={`Statement of ${problem.title}`}>
        <div className={styles.prose} style={{ fontSize: `${textZoom}rem` }}>
          <h2>{problem.title}</h2>
          {problem.minutes ? <p className={styles.small}>Suggested time: {problem.minutes} min</p> : null}
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by our server from Markdown with HTML switched off */}
          <div ref={prose} dangerouslySetInnerHTML={{ __html: problem.statement_html }} />
        </div>
      </section>
    </div>
  );
}

/** What is too wide and scrolls must be reachable by key. */
function reachable(place: HTMLElement): void {
  for (const wide of place.querySelectorAll<HTMLElement>("pre, table")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
}

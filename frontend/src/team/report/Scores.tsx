import { Link } from "@tanstack/react-router";
import type { Evidence, ReportPart } from "../api.ts";
import { evidenceHash, interval, per, reveal } from "./places.ts";
import styles from "./Report.module.css";

const NAMES: Record<string, string> = {
  overall: "Overall",
  correctness: "Correctness",
  efficiency: "Efficiency",
  quality: "Quality",
  robustness: "Robustness",
};

/** Scores as short bars from 0 to 100 %: dark up to the low end of the interval, hatched to its high end, and a
 * stroke at the score itself. */
export function Scores({
  session,
  parts,
  caption,
}: {
  session: string;
  parts: ReportPart[];
  caption: string;
}) {
  return (
    <dl className={styles.scores} aria-label={caption}>
      {parts.map((part) => (
        <div key={part.name} className={styles.score} data-overall={part.name === "overall" || undefined}>
          <dt>
            {NAMES[part.name] ?? part.name}
            {part.name !== "overall" && part.weight ? <small>{per(part.weight)} of the score</small> : null}
          </dt>
          <dd className={styles.drawn}>
            <Bar part={part} />
            <span className={styles.figure}>{interval(part)}</span>
          </dd>
          <dd className={styles.words}>
            <p>{part.words}</p>
            <EvidenceList session={session} part={part} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Bar({ part }: { part: ReportPart }) {
  const { value, low, high } = part;
  return (
    <svg className={styles.bar} viewBox="0 0 200 20" preserveAspectRatio="none" aria-hidden="true">
      <title>{interval(part)}</title>
      <rect x="0" y="6" width="200" height="8" className={styles.barTrack} />
      {value === null ? null : (
        <>
          <rect x="0" y="6" width={(low ?? value) * 2} height="8" className={styles.barSure} />
          {low === null || high === null ? null : (
            <>
              <rect x={low * 2} y="6" width={(high - low) * 2} height="8" className={styles.barRange} />
              <path d={caps(low, high)} className={styles.barCap} vectorEffect="non-scaling-stroke" />
            </>
          )}
          <path d={stroke(value, 0, 20)} className={styles.barValue} vectorEffect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}

/** A stroke at so many per cent, kept a hair inside the drawing so that it is seen at 0 and 100. */
function stroke(per: number, top: number, bottom: number): string {
  const x = Math.min(Math.max(per * 2, 1), 199);
  return `M${x} ${top}V${bottom}`;
}

function caps(low: number, high: number): string {
  return stroke(low, 4, 16) + stroke(high, 4, 16);
}

/** What a figure rests on: each a link to the test or to the moment of the replay. */
export function EvidenceList({ session, part }: { session: string; part: { evidence: Evidence[] } }) {
  if (!part.evidence.length) return null;
  return (
    <details className={styles.evidence}>
      <summary>
        Rests on{" "}
        {part.evidence.length === 1 ? "one piece of evidence" : `${part.evidence.length} pieces of evidence`}
      </summary>
      <ul>
        {part.evidence.map((evidence, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, and two may read alike
          <li key={index}>
            <EvidenceLink session={session} evidence={evidence} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function EvidenceLink({ session, evidence }: { session: string; evidence: Evidence }) {
  const hash = evidenceHash(evidence);
  if (evidence.seq != null) {
    return (
      <Link to="/sessions/$id" params={{ id: session }} search={{ at: evidence.seq }} resetScroll={false}>
        {evidence.text}
      </Link>
    );
  }
  if (hash === null) return evidence.text;
  return (
    <Link
      to="/sessions/$id"
      params={{ id: session }}
      search={(before) => before}
      hash={hash}
      hashScrollIntoView={false}
      resetScroll={false}
      onClick={() => reveal(hash)}
      activeOptions={{ includeHash: true }}
    >
      {evidence.text}
    </Link>
  );
}

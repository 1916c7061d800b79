import type { ComparedScore } from "../api.ts";
import styles from "./Compare.module.css";
import { figure } from "./order.ts";

/** A score on a line from 0 to 100: its 90 % interval as a bar, itself as a stroke, and both as figures. */
export function Interval({ score }: { score: ComparedScore }) {
  return (
    <span className={styles.interval} data-none={score.value === null || undefined}>
      <Bar score={score} />
      <span className={styles.figure}>{figure(score)}</span>
    </span>
  );
}

function Bar({ score }: { score: ComparedScore }) {
  const { value, low, high } = score;
  if (value === null) return null;
  const from = low ?? value;
  const to = high ?? value;
  return (
    <svg className={styles.bar} viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 8H200" className={styles.track} vectorEffect="non-scaling-stroke" />
      <rect x={from * 2} y="4" width={Math.max((to - from) * 2, 1)} height="8" className={styles.range} />
      <path
        d={`M${Math.min(Math.max(value * 2, 1), 199)} 0V16`}
        className={styles.value}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

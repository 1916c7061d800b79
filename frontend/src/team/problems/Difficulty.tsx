import { cx } from "../../ui/cx.ts";
import styles from "./Difficulty.module.css";

const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** 1 (easiest) to 9, as a figure and a small row of bars. */
export function Difficulty({ value }: { value: number | null }) {
  if (value === null) return <span>difficulty not given</span>;
  return (
    <span className={styles.difficulty}>
      difficulty {value} of 9
      <span className={styles.bars} aria-hidden="true">
        {STEPS.map((step) => (
          <i key={step} className={cx(step <= value && styles.on)} />
        ))}
      </span>
    </span>
  );
}

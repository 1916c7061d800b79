import { Button } from "../../ui/Button.tsx";
import type { ProblemView } from "../query.ts";
import styles from "./room.module.css";

export interface ProblemTabsProps {
  problems: readonly ProblemView[];
  current: string;
  onProblem: (slug: string) => void;
}

/** All problems, open at once: turning between them loses nothing. */
export function ProblemTabs({ problems, current, onProblem }: ProblemTabsProps) {
  return (
    <nav aria-label="Problems" className={styles.problems}>
      {problems.map((problem, index) => (
        <Button
          key={problem.slug}
          look="quiet"
          size="small"
          aria-current={problem.slug === current ? "true" : false}
          className={problem.slug === current ? (styles.problemOn ?? "") : (styles.problem ?? "")}
          onPress={() => onProblem(problem.slug)}
        >
          <span className={styles.number}>{index + 1}</span>
          <span className={styles.problemTitle}>{problem.title}</span>
        </Button>
      ))}
    </nav>
  );
}

import { Fragment } from "react";
import type { ProblemReport } from "../api.ts";
import { LineLink } from "./LineLink.tsx";
import styles from "./Report.module.css";

/** How the code is written: the sum of what its findings take, and by what means it solves the problem. */
export function Written({ session, problem }: { session: string; problem: ProblemReport }) {
  const { quality, approach } = problem;
  const taken = quality?.families.filter((family) => family.taken > 0) ?? [];
  return (
    <>
      {approach.length ? (
        <p className={styles.prose}>
          Seen in it:{" "}
          {approach.map((technique, index) => (
            <Fragment key={technique.name}>
              {index ? "; " : ""}
              {technique.name} ({technique.lines.length === 1 ? "line " : "lines "}
              {technique.lines.map((line, place) => (
                <Fragment key={line}>
                  {place ? ", " : ""}
                  <LineLink session={session} problem={problem.slug} line={line}>
                    {line}
                  </LineLink>
                </Fragment>
              ))}
              )
            </Fragment>
          ))}
          . {intended(problem)}
        </p>
      ) : null}
      {quality && quality.score !== null ? (
        <p className={styles.prose} id={`quality-${problem.slug}`}>
          {quality.findings.length === 0
            ? `All rules were read over the ${quality.own_lines} lines of the candidate’s own, and nothing was found: ${quality.of} of ${quality.of}.`
            : `Quality: ${quality.of}${taken.map((family) => ` − ${family.taken} (${family.family})`).join("")} = ${quality.score} of ${quality.of}. Each deduction stands beside its line.`}
        </p>
      ) : null}
      {quality && quality.score === null ? (
        <p className={styles.soft}>Quality: cannot tell, {quality.why}.</p>
      ) : null}
    </>
  );
}

/** Whether it is the intended solution is said by what was measured, not by its form. */
function intended({ growth }: ProblemReport): string {
  if (!growth?.time.target || !growth.time.classes.length) return "";
  if (growth.time.meets_target === true) return "By its measured growth it is as quick as intended.";
  if (growth.time.meets_target === false) return "By its measured growth it is slower than intended.";
  return "";
}

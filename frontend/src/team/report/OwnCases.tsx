import { Link } from "@tanstack/react-router";
import { count } from "../../ui/time.ts";
import type { ProblemReport } from "../api.ts";
import { ownCasesId } from "./places.ts";
import styles from "./Report.module.css";

/** The candidate's own cases, held against the problem's known wrong solutions. */
export function OwnCases({ session, problem }: { session: string; problem: ProblemReport }) {
  const own = problem.own_tests;
  if (!own) return null;
  return (
    <section
      className={styles.own}
      id={ownCasesId(problem.slug)}
      tabIndex={-1}
      aria-label={`Own cases for ${problem.title}`}
    >
      <h3>The candidate’s own cases</h3>
      <p className={styles.prose}>
        {count(own.cases, "case")} of their own
        {own.valid < own.cases ? `, ${own.valid} of which the right solution accepts` : ""}. Of{" "}
        {count(own.wrong.length, "known wrong solution")} they would catch {own.caught}.
      </p>
      <table className={styles.groups}>
        <caption className="visually-hidden">Known wrong solutions of {problem.title}</caption>
        <thead>
          <tr>
            <th scope="col">What is wrong</th>
            <th scope="col">Caught by</th>
          </tr>
        </thead>
        <tbody>
          {own.wrong.map((wrong) => (
            <tr key={wrong.name}>
              <td className={styles.what}>{wrong.what || wrong.name}</td>
              <td>
                {wrong.by === null ? (
                  <span className={styles.soft}>none</span>
                ) : wrong.run === null ? (
                  wrong.by
                ) : (
                  <Link
                    to="/sessions/$id"
                    params={{ id: session }}
                    search={{ at: wrong.run }}
                    resetScroll={false}
                  >
                    {wrong.by}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

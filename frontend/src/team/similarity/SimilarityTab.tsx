import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ButtonLink } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Empty, Loaded, Progress, Skeleton } from "../../ui/States.tsx";
import { type AlikeProblem, type Position, type Similarity, similarityQuery } from "../api.ts";
import { likeness, NoDetector, Rules } from "./About.tsx";
import styles from "./Similarity.module.css";

/** Which answers of the position are alike, problem by problem. It stands apart from scores and reports. */
export function SimilarityTab({ position }: { position: Position }) {
  const similarity = useQuery(similarityQuery(position.id));
  return (
    <Loaded
      query={similarity}
      what="The similarity of answers"
      skeleton={<Skeleton lines={6} label="Comparing answers" />}
    >
      {(found) =>
        found.problems.length ? (
          <Full found={found} />
        ) : (
          <Empty
            title="No answers to compare yet"
            actions={
              <ButtonLink to="/sessions" search={{ position: position.id }}>
                See its sessions
              </ButtonLink>
            }
          >
            As soon as two sessions of this position have ended and are evaluated, it is shown here where
            their answers to a problem are unusually alike, and which lines match.
          </Empty>
        )
      }
    </Loaded>
  );
}

function Full({ found }: { found: Similarity }) {
  const ready = found.problems.filter((each) => each.state !== "comparing").length;
  return (
    <div className={styles.similarity}>
      <div className={styles.about}>
        <p>{found.rules[0]}</p>
        <Rules rules={found.rules.slice(1)} />
        <NoDetector words={found.no_detector} />
      </div>
      {ready < found.problems.length ? (
        <Progress
          label="Comparing answers"
          value={ready}
          max={found.problems.length}
          figure={`${ready} of ${found.problems.length} problems`}
        />
      ) : null}
      {found.problems.map((problem) => (
        <Problem key={problem.problem} position={found.position} problem={problem} />
      ))}
    </div>
  );
}

function Problem({ position, problem }: { position: string; problem: AlikeProblem }) {
  return (
    <section className={styles.problem} aria-label={problem.title}>
      <h2>{problem.title}</h2>
      <p className={styles.soft}>{counted(problem)}</p>
      {problem.state === "failed" ? (
        <Notice kind="failed" title="The answers to this problem could not be compared">
          <p>The server's log says why. Open this page again to try once more.</p>
        </Notice>
      ) : null}
      {problem.state === "compared" && problem.pairs.length === 0 ? (
        <p>
          {problem.searched ? "No two answers are unusually alike." : "There are no two answers to compare."}
        </p>
      ) : null}
      {problem.pairs.length ? (
        <ul className={styles.pairs}>
          {problem.pairs.map((pair) => (
            <li key={`${pair.one.session} ${pair.other.session}`} data-verdict={pair.verdict}>
              <Link
                className={styles.names ?? ""}
                to="/positions/$id/similarity/$problem/$one/$other"
                params={{
                  id: position,
                  problem: problem.problem,
                  one: pair.one.session,
                  other: pair.other.session,
                }}
              >
                {pair.one.candidate} and {pair.other.candidate}
              </Link>
              <p>
                {pair.words} {pair.chance}
              </p>
              <p className={styles.soft}>
                {likeness(pair.likeness)}; {pair.parts === 1 ? "1 part matches" : `${pair.parts} parts match`}
              </p>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function counted(problem: AlikeProblem): string {
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  const said = [count(problem.answers, "answer", "answers")];
  if (problem.state === "comparing") return `${said[0]}, being compared.`;
  said.push(`${count(problem.searched, "pair", "pairs")} compared`);
  if (problem.earlier)
    said.push(`held against ${count(problem.earlier, "answer", "answers")} of other positions as well`);
  if (problem.too_short) said.push(`${problem.too_short} too short to tell`);
  if (problem.unread) said.push(`${problem.unread} in a language that is not compared`);
  return `${said.join(", ")}.`;
}

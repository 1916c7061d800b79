import { Link, useNavigate } from "@tanstack/react-router";
import { languageName } from "../../replay/languages.ts";
import { Timeline } from "../../replay/Timeline.tsx";
import { VerdictMark, verdictWords } from "../../ui/Mark.tsx";
import { duration } from "../../ui/time.ts";
import type { ProblemReport, Report } from "../api.ts";
import { Difficulty } from "../problems/Difficulty.tsx";
import { Code } from "./Code.tsx";
import { Growth } from "./Growth.tsx";
import { OwnCases } from "./OwnCases.tsx";
import { Pulses } from "./Pulses.tsx";
import { problemId, problemMarks } from "./places.ts";
import styles from "./Report.module.css";
import { Scores } from "./Scores.tsx";
import { Tests } from "./Tests.tsx";
import { Written } from "./Written.tsx";

export interface ProblemProps {
  report: Report;
  problem: ProblemReport;
  number: number;
  title: (slug: string) => string;
}

export function Problem({ report, problem, number, title }: ProblemProps) {
  const navigate = useNavigate();
  const language = problem.language ? languageName(problem.language) : null;
  return (
    <section
      className={styles.problem}
      id={problemId(problem.slug)}
      tabIndex={-1}
      aria-labelledby={`title-${problem.slug}`}
    >
      <header className={styles.problemHead}>
        <h2 id={`title-${problem.slug}`}>
          {number}. {problem.title}
        </h2>
        <p className={styles.verdict}>
          {problem.verdict ? (
            <>
              <VerdictMark verdict={problem.verdict} size={18} />
              {verdictWords(problem.verdict)}
            </>
          ) : (
            "nothing handed in"
          )}
        </p>
        <p className={styles.soft}>
          <Difficulty value={problem.difficulty} />
          {language ? `, solved in ${language}` : ""}
        </p>
      </header>
      <p className={styles.prose}>{problem.words}</p>
      {problem.parts.length ? (
        <Scores session={report.session} parts={problem.parts} caption={`Scores of ${problem.title}`} />
      ) : null}
      <h3>Tests</h3>
      <Tests session={report.session} problem={problem} />
      <OwnCases session={report.session} problem={problem} />
      {problem.growth || problem.growth_why ? (
        <>
          <h3>Growth</h3>
          <Growth session={report.session} problem={problem} />
        </>
      ) : null}
      {problem.code ? (
        <>
          <div className={styles.codeHead}>
            <h3>Code</h3>
            <p className={styles.soft}>
              {problem.graded_why}{" "}
              {problem.graded_seq ? (
                <Link
                  to="/sessions/$id"
                  params={{ id: report.session }}
                  search={{ at: problem.graded_seq }}
                  resetScroll={false}
                >
                  See it in the replay
                </Link>
              ) : null}
            </p>
          </div>
          <Written session={report.session} problem={problem} />
          <Code
            problem={problem.slug}
            findings={problem.quality?.findings ?? []}
            code={problem.code}
            language={problem.language ?? ""}
            label={`Code of ${problem.title}${language ? ` in ${language}` : ""}`}
          />
        </>
      ) : null}
      <h3>How it came about</h3>
      <Facts problem={problem} />
      <Timeline
        marks={problemMarks(report, problem.slug)}
        duration={report.used_ms}
        problemTitle={title}
        onMark={(mark) =>
          void navigate({
            to: "/sessions/$id",
            params: { id: report.session },
            search: { at: mark.seq },
            resetScroll: false,
          })
        }
      />
      <Pulses report={report} problem={problem} />
    </section>
  );
}

function Facts({ problem }: { problem: ProblemReport }) {
  const facts: [string, string][] = [
    ["Time in view", duration(problem.time_ms)],
    ["Runs", problem.runs.toLocaleString()],
    ["Submissions", problem.submissions.toLocaleString()],
    ["Typed", `${problem.typed_characters.toLocaleString()} characters`],
    ["Pasted", `${problem.pasted_characters.toLocaleString()} characters`],
    ["Deleted", `${problem.deleted_characters.toLocaleString()} characters`],
  ];
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

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { languageName } from "../../replay/languages.ts";
import { Replay } from "../../replay/Replay.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Loaded } from "../../ui/States.tsx";
import { Time } from "../../ui/Time.tsx";
import { count, duration } from "../../ui/time.ts";
import { integrityQuery, type Report as ReportDocument } from "../api.ts";
import { Among } from "./Among.tsx";
import { Problem } from "./Problem.tsx";
import { useRevealed } from "./places.ts";
import styles from "./Report.module.css";
import { EvidenceList, Scores } from "./Scores.tsx";
import { Versions } from "./Versions.tsx";

const LEVELS: Record<string, string> = {
  trust:
    "trust: edits, runs, submissions, turns between problems and the state of the line were recorded; nothing else",
  notice: "notice: the edits, runs and submissions were recorded, and when the page was left",
};

const REASONS: Record<string, string> = {
  finished: "the candidate finished",
  time: "the time was up",
  withdrawn: "the candidate withdrew",
};

/** The report, from top to bottom: what happened in words, scores, each problem, the replay, what it cannot say. */
export function Report({ report, position, at }: { report: ReportDocument; position: string; at?: number }) {
  useRevealed();
  const title = useMemo(() => {
    const titles = new Map(report.problems.map((problem) => [problem.slug, problem.title]));
    return (slug: string) => titles.get(slug) ?? slug;
  }, [report]);
  const names = useMemo(() => ({ problem: title, language: languageName }), [title]);
  const parts = report.overall ? [report.overall, ...report.parts] : report.parts;
  return (
    <article className={styles.report}>
      <section aria-label="Summary">
        <p className={styles.summary}>{unbroken(report.summary.join(" "))}</p>
        <Conditions report={report} />
      </section>
      <nav className={styles.contents} aria-label="In this report">
        {parts.length ? <a href="#scores">Scores</a> : null}
        <a href="#others">Among the others</a>
        {report.problems.map((problem) => (
          <a key={problem.slug} href={`#problem-${problem.slug}`}>
            {problem.title}
          </a>
        ))}
        <a href="#replay">Replay</a>
        <a href="#limits">What was not measured</a>
      </nav>
      {parts.length ? (
        <section id="scores">
          <h2>Scores</h2>
          <p className={styles.soft}>
            In per cent. The stroke is the score; the pale part is the range it could be in, with 90 %
            certainty. What that doubt is about stands beside each.
          </p>
          <Scores session={report.session} parts={parts} caption="Scores" />
          {report.ability ? (
            <div className={styles.ability}>
              <p className={styles.prose}>
                <b>Ability</b>, by how hard the problems are said to be: {report.ability.words}.
              </p>
              <EvidenceList session={report.session} part={report.ability} />
            </div>
          ) : null}
        </section>
      ) : null}
      <section id="others">
        <h2>Among the others</h2>
        <Among session={report.session} position={position} />
      </section>
      {report.problems.map((problem, index) => (
        <Problem key={problem.slug} report={report} problem={problem} number={index + 1} title={title} />
      ))}
      <section id="replay" className={styles.replay}>
        <h2>Replay</h2>
        <Replay session={report.session} names={names} {...(at !== undefined && { at })} />
      </section>
      <section id="limits">
        <h2>What was not measured</h2>
        <ul className={styles.limits}>
          {report.not_measured.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
      <section id="record">
        <h2>The record</h2>
        <Record report={report} />
      </section>
    </article>
  );
}

/** A figure stays on one line with its unit. */
function unbroken(text: string): string {
  return text.replace(/(\d) (?=(?:h|min|s|ms|%|MiB)\b|%)/g, "$1\u00a0");
}

function Conditions({ report }: { report: ReportDocument }) {
  const reason = report.ended_reason ? REASONS[report.ended_reason] : null;
  return (
    <dl className={styles.conditions}>
      <div>
        <dt>Position</dt>
        <dd>
          {report.position},{" "}
          {/^\d+$/.test(report.plan_version) ? `plan version ${report.plan_version}` : report.plan_version}
        </dd>
      </div>
      <div>
        <dt>Held</dt>
        <dd>
          <Time value={report.started_at ?? null} none="never started" />
          {report.ended_at ? (
            <>
              {" to "}
              <Time value={report.ended_at} form="time" />
            </>
          ) : null}
          {reason ? `: ${reason}` : ""}
        </dd>
      </div>
      <div>
        <dt>Time</dt>
        <dd>
          {duration(report.used_ms)} used of {duration(report.granted_ms)}
          {report.returned_ms ? `, ${duration(report.returned_ms)} of it given back for faults of ours` : ""}
        </dd>
      </div>
      <div>
        <dt>Level</dt>
        <dd>{LEVELS[report.level] ?? report.level}</dd>
      </div>
    </dl>
  );
}

function Record({ report }: { report: ReportDocument }) {
  const integrity = useQuery(integrityQuery(report.session));
  return (
    <div className={styles.record}>
      <Loaded query={integrity} what="The check of the log">
        {(data) =>
          data.ok ? (
            <Notice
              kind="passed"
              title={`The log is whole: ${count(data.batches, "batch", "batches")}, ${count(data.events, "event")}`}
            >
              Its hash chain was recomputed just now from what is stored; every file’s text was folded again.
            </Notice>
          ) : (
            <Notice kind="failed" title="The log is not whole: do not decide on this report">
              <ul className={styles.limits}>
                {data.faults.map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
            </Notice>
          )
        }
      </Loaded>
      <Versions session={report.session} />
      <dl className={styles.conditions}>
        {Object.entries(report.environment).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>Assay</dt>
          <dd>{report.assay}</dd>
        </div>
        <div>
          <dt>Made from the log with head</dt>
          <dd className={styles.hash}>{report.log_hash}</dd>
        </div>
      </dl>
    </div>
  );
}

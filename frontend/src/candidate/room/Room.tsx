import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { EditorHandle } from "../../editor/CodeEditor.tsx";
import type { Attempt, Desk } from "../desk.ts";
import type { Language, ProblemView } from "../query.ts";
import { useOwnCases } from "../results/ownCases.ts";
import { ResultsPanel, type ResultsTab } from "../results/ResultsPanel.tsx";
import type { Place } from "../words/places.ts";
import { announcement, type Conditions } from "../words/results.ts";
import { waitSpoken } from "../words/wait.ts";
import { announce, announcerRef } from "./announcer.ts";
import { CodePane } from "./CodePane.tsx";
import { useRoomKeys } from "./keys.ts";
import { Layout, type RegionId } from "./Layout.tsx";
import styles from "./room.module.css";
import { ShortcutSheet } from "./ShortcutSheet.tsx";
import { Statement } from "./Statement.tsx";

/** What the bar above needs of the room. */
export interface Bar {
  problem: string;
  onProblem: (slug: string) => void;
  onSheet: () => void;
}

export interface RoomProps {
  problems: readonly ProblemView[];
  languages: readonly Language[];
  desk: Desk;
  start: { problem: string; language: (problem: string) => string };
  bar: (bar: Bar) => ReactNode;
  /** Between the bar and the work: notices. */
  notices?: ReactNode;
}

const REGIONS = ["bar", "problem", "code", "results"] as const;

/** The room: statement, code and results, the same in practice and in the interview. */
export function Room({ problems, languages, desk, start, bar, notices }: RoomProps) {
  const [slug, setSlug] = useState(start.problem);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [sheet, setSheet] = useState(false);
  const [region, setRegion] = useState<RegionId>("problem");
  const [tab, setTab] = useState<ResultsTab>("results");
  const [which, setWhich] = useState<"samples" | "own">("samples");
  const [asked, setAsked] = useState(0);
  const editor = useRef<EditorHandle>(null);
  // A screen reader begins here, with what is on the table.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const problem = problems.find((one) => one.slug === slug) ?? problems[0];
  if (!problem) throw new Error("the room was opened without a problem");
  const languageOf = (of: ProblemView) =>
    chosen[of.slug] ??
    of.starters.find((one) => one.language === start.language(of.slug))?.language ??
    of.starters[0]?.language ??
    "";
  const offered = languages.filter((one) => problem.starters.some((starter) => starter.language === one.id));
  const language = offered.find((one) => one.id === languageOf(problem)) ?? offered[0];
  const starter = problem.starters.find((one) => one.language === language?.id);
  if (!language || !starter) throw new Error(`${problem.slug} has no language that can be used here`);

  const own = useOwnCases(desk.keep, problem.slug);
  const attempts = useMemo(
    () => desk.attempts.filter((one) => one.problem === problem.slug),
    [desk.attempts, problem.slug],
  );

  const conditionsOf = (attempt: Attempt): Conditions => {
    const of = problems.find((one) => one.slug === attempt.problem) ?? problem;
    const spoken = languages.find((one) => one.id === attempt.language) ?? language;
    return {
      limitS: of.time_limit_s * spoken.time_factor,
      memoryMib: of.memory_mib,
      fileName: spoken.file_name,
      practice: desk.practice,
    };
  };
  useSayResults(desk.attempts, conditionsOf, announce);
  useSayWait(desk.attempts, announce);

  const onProblem = (next: string) => {
    const found = problems.find((one) => one.slug === next);
    if (!found || next === slug) return;
    const typing = document.activeElement?.closest("#region-code [role=textbox], #region-code textarea");
    setSlug(next);
    desk.view(next, languageOf(found));
    // The other problem's editor is another one: whoever typed goes on typing.
    if (typing) requestAnimationFrame(() => requestAnimationFrame(() => editor.current?.focus()));
  };
  const onLanguage = (id: string) => {
    setChosen((before) => ({ ...before, [problem.slug]: id }));
    desk.view(problem.slug, id);
  };
  const ask = (purpose: "run" | "submit", send: () => void, words: string) => {
    if (desk.readOnly) return;
    setTab("results");
    setRegion("results");
    setAsked((count) => count + 1);
    // The same again while it is still awaited would only make others wait.
    if (attempts.some((one) => one.purpose === purpose && one.judged === null)) {
      announce(`The ${purpose === "run" ? "run" : "submission"} before this one is not answered yet.`);
      return;
    }
    editor.current?.settle();
    send();
    announce(words);
  };
  const onRun = (on: "samples" | "own") => {
    const cases = on === "own" && own.cases.length > 0 ? own.cases : null;
    const words = cases ? "Running on your cases." : "Running on the samples.";
    ask(
      "run",
      () => desk.run(problem.slug, language.id, cases),
      desk.online ? words : "Offline: the run is kept and sent later.",
    );
  };
  const onSubmit = () => {
    ask(
      "submit",
      () => desk.submit(problem.slug, language.id),
      desk.online ? "Submitting." : "Offline: the submission is kept and sent later.",
    );
  };
  const onPlace = (place: Place, attempt: Attempt) => {
    setRegion("code");
    if (attempt.language !== language.id) onLanguage(attempt.language);
    // After the other file, or the region, is on screen.
    requestAnimationFrame(() => requestAnimationFrame(() => editor.current?.goTo(place.line, place.column)));
  };
  useRoomKeys({
    run: () => onRun(which),
    submit: onSubmit,
    sheet: () => setSheet(true),
    problem: (number) => onProblem(problems[number - 1]?.slug ?? slug),
    nextRegion: (by) => {
      const now = REGIONS.findIndex((id) =>
        document.getElementById(`region-${id}`)?.contains(document.activeElement),
      );
      const next = REGIONS[(Math.max(now, 0) + by + REGIONS.length) % REGIONS.length] ?? "code";
      if (next !== "bar") setRegion(next);
      requestAnimationFrame(() => {
        if (next === "code") editor.current?.focus();
        else document.getElementById(`region-${next}`)?.focus();
      });
    },
  });

  return (
    <div className={styles.room}>
      <header id="region-bar" className={styles.bar} tabIndex={-1}>
        {bar({ problem: problem.slug, onProblem, onSheet: () => setSheet(true) })}
      </header>
      {notices}
      <main className={styles.main}>
        <h1 ref={heading} tabIndex={-1} className="visually-hidden">
          {problem.title}, {language.name}
        </h1>
        <Layout
          shown={region}
          onShown={setRegion}
          asked={asked}
          problem={(fold) => (
            <Statement
              key={problem.slug}
              problem={problem}
              limitS={problem.time_limit_s * language.time_factor}
              onFold={fold}
            />
          )}
          code={
            <CodePane
              ref={editor}
              file={desk.file(starter.file)}
              title={problem.title}
              languages={offered}
              language={language}
              onLanguage={onLanguage}
              ownCases={own.cases.length}
              which={own.cases.length > 0 ? which : "samples"}
              onWhich={setWhich}
              onRun={onRun}
              onSubmit={onSubmit}
              readOnly={desk.readOnly}
            />
          }
          results={
            <ResultsPanel
              key={problem.slug}
              problem={problem}
              attempts={attempts}
              conditionsOf={conditionsOf}
              languageName={(id) => languages.find((one) => one.id === id)?.name ?? id}
              own={own}
              online={desk.online}
              practice={desk.practice}
              readOnly={desk.readOnly}
              tab={tab}
              onTab={setTab}
              onRun={onRun}
              onPlace={onPlace}
            />
          }
        />
      </main>
      <ShortcutSheet isOpen={sheet} onClose={() => setSheet(false)} />
      <div ref={announcerRef} className="visually-hidden" aria-live="polite" />
    </div>
  );
}

/** Says once of each long wait how long it will be, and once that it is our fault; all of it is on screen. */
function useSayWait(attempts: readonly Attempt[], say: (text: string) => void): void {
  const said = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, judged, wait } of attempts) {
      if (judged !== null || wait === null || (wait.ahead === 0 && !wait.fault)) continue;
      const what = wait.fault ? `fault of ${id}` : id;
      if (said.current.has(what)) continue;
      said.current.add(what);
      say(waitSpoken(wait));
    }
  });
}

function answerId({ id, again }: Attempt): string {
  return again ? `${id} again` : id;
}

/** Says each result when it arrives; not those that were there before. */
function useSayResults(
  attempts: readonly Attempt[],
  conditionsOf: (attempt: Attempt) => Conditions,
  say: (text: string) => void,
): void {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const judged = attempts.filter((one) => one.judged !== null);
    if (known.current) {
      for (const one of judged) {
        if (one.judged && !known.current.has(answerId(one))) say(announcement(one.judged, conditionsOf(one)));
      }
    }
    known.current = new Set(judged.map(answerId));
  });
}

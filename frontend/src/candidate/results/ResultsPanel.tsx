import { lazy, Suspense, useState } from "react";
import { ToggleButton } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { type Meaning, MeaningMark } from "../../ui/Mark.tsx";
import { Tab, TabList, TabPanel, Tabs } from "../../ui/Tabs.tsx";
import { timeWithSeconds } from "../../ui/time.ts";
import type { Attempt } from "../desk.ts";
import type { ProblemView } from "../query.ts";
import { change, useSettings } from "../settings.ts";
import type { Place } from "../words/places.ts";
import { type Conditions, type Outcome, summary } from "../words/results.ts";
import { Answer } from "./Answer.tsx";
import { freeName, type OwnCases } from "./ownCases.ts";
import styles from "./results.module.css";
import { NothingYet, Waiting } from "./Waiting.tsx";

const CasesPane = lazy(async () => ({ default: (await import("./CasesPane.tsx")).CasesPane }));

export type ResultsTab = "results" | "cases";

export interface ResultsPanelProps {
  problem: ProblemView;
  /** Of this problem, oldest first. */
  attempts: readonly Attempt[];
  conditionsOf: (attempt: Attempt) => Conditions;
  languageName: (id: string) => string;
  own: OwnCases;
  online: boolean;
  practice: boolean;
  readOnly: boolean;
  tab: ResultsTab;
  onTab: (tab: ResultsTab) => void;
  onRun: (which: "samples" | "own") => void;
  onPlace: (place: Place, attempt: Attempt) => void;
}

/** "Submission 2, Python, 14:02:07: all 12 tests pass" in a list of earlier ones. */
function titles(attempts: readonly Attempt[]): Map<string, string> {
  const counts = { run: 0, submit: 0 };
  return new Map(
    attempts.map((attempt) => {
      counts[attempt.purpose] += 1;
      return [
        attempt.id,
        `${attempt.purpose === "submit" ? "Submission" : "Run"} ${counts[attempt.purpose]}`,
      ];
    }),
  );
}

export function ResultsPanel(props: ResultsPanelProps) {
  const { problem, attempts, conditionsOf, languageName, own, online, practice, readOnly } = props;
  const { tab, onTab, onRun, onPlace } = props;
  const { whitespace } = useSettings();
  const newest = attempts.at(-1);
  // An earlier one stays chosen only until something newer is asked for.
  const [chosen, setChosen] = useState<{ id: string; newest: string } | null>(null);
  const shown =
    (chosen && chosen.newest === newest?.id && attempts.find((one) => one.id === chosen.id)) || newest;
  const names = titles(attempts);

  const take = (outcome: Outcome) => {
    own.set([...own.cases, { name: freeName(own.cases), input: outcome.input ?? "" }]);
    onTab("cases");
  };

  return (
    <Tabs
      selectedKey={tab}
      onSelectionChange={(key) => onTab(key as ResultsTab)}
      className={styles.panel ?? ""}
    >
      <div className={styles.head}>
        <TabList aria-label="Results and cases" className={styles.tabs ?? ""}>
          <Tab id="results">Results</Tab>
          <Tab id="cases">Your cases{own.cases.length > 0 ? ` (${own.cases.length})` : ""}</Tab>
        </TabList>
        {tab === "results" && shown && newest ? (
          <div className={styles.tools}>
            {attempts.length > 1 ? (
              <Choice
                label="Which result is shown"
                labelHidden
                value={shown.id}
                onChange={(id) => setChosen({ id, newest: newest.id })}
                options={[...attempts].reverse().map((attempt) => ({
                  id: attempt.id,
                  name: names.get(attempt.id) ?? "",
                  note: [
                    languageName(attempt.language),
                    attempt.at ? timeWithSeconds(attempt.at) : "waiting",
                  ].join(", "),
                }))}
              />
            ) : null}
            <ToggleButton
              look="quiet"
              size="small"
              isSelected={whitespace}
              onChange={(on) => change({ whitespace: on })}
            >
              <span aria-hidden="true">· ↵</span> Show white space
            </ToggleButton>
          </div>
        ) : null}
      </div>
      <TabPanel id="results" className={styles.body ?? ""}>
        {shown ? (
          <Shown
            attempt={shown}
            title={names.get(shown.id) ?? ""}
            language={languageName(shown.language)}
            conditions={conditionsOf(shown)}
            online={online}
            practice={practice}
            whitespace={whitespace}
            onPlace={(place) => onPlace(place, shown)}
            onTake={take}
          />
        ) : (
          <NothingYet practice={practice} onRun={() => onRun("samples")} />
        )}
      </TabPanel>
      <TabPanel id="cases" className={styles.body ?? ""}>
        <Suspense fallback={<p className={styles.small}>Opening your cases</p>}>
          <CasesPane
            own={own}
            example={problem.samples[0]?.input ?? ""}
            mode={problem.mode}
            isDisabled={readOnly}
            onRun={() => onRun("own")}
          />
        </Suspense>
      </TabPanel>
    </Tabs>
  );
}

interface ShownProps {
  attempt: Attempt;
  title: string;
  language: string;
  conditions: Conditions;
  online: boolean;
  practice: boolean;
  whitespace: boolean;
  onPlace: (place: Place) => void;
  onTake: (outcome: Outcome) => void;
}

function Shown(props: ShownProps) {
  const { attempt, title, language, conditions, online, practice, whitespace, onPlace, onTake } = props;
  const { judged } = attempt;
  const said: { tone: Meaning; text: string } | null = judged ? summary(judged, conditions) : null;
  return (
    <article className={styles.shown} aria-label={title}>
      <p className={styles.which}>
        {title}, {language}
        {attempt.at ? `, ${timeWithSeconds(attempt.at)}` : ""}
        {practice && attempt.purpose === "submit" ? " (practice: samples only)" : ""}
        {attempt.again ? " (judged again)" : ""}
      </p>
      {judged && said ? (
        <>
          <h2 className={styles.summary}>
            <MeaningMark meaning={said.tone} size={20} />
            <span>{said.text}</span>
          </h2>
          <Answer
            key={attempt.id}
            judged={judged}
            conditions={conditions}
            whitespace={whitespace}
            onPlace={onPlace}
            onTake={onTake}
          />
        </>
      ) : (
        <Waiting key={attempt.id} attempt={attempt} online={online} practice={practice} />
      )}
    </article>
  );
}

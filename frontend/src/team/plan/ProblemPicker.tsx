import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { NumberField, SearchField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { count } from "../../ui/time.ts";
import type { BankProblem } from "../api.ts";
import { Difficulty } from "../problems/Difficulty.tsx";
import { matches } from "../problems/search.ts";
import { type DraftSection, moved } from "./draft.ts";
import styles from "./Plan.module.css";

export interface ProblemPickerProps {
  problems: BankProblem[];
  sections: DraftSection[];
  onChange: (sections: DraftSection[]) => void;
}

export function ProblemPicker({ problems, sections, onChange }: ProblemPickerProps) {
  const bySlug = new Map(problems.map((problem) => [problem.slug, problem]));
  return (
    <div className={styles.two}>
      <div className={styles.chosen}>
        <h3>In this interview, in order</h3>
        {sections.length ? (
          <ol className={styles.list}>
            {sections.map((section, index) => (
              <Chosen
                key={section.problem}
                section={section}
                problem={bySlug.get(section.problem)}
                index={index}
                last={index === sections.length - 1}
                onMove={(by) => onChange(moved(sections, index, by))}
                onRemove={() => onChange(sections.filter((one) => one !== section))}
                onMinutes={(minutes) =>
                  onChange(sections.map((one) => (one === section ? { ...one, minutes } : one)))
                }
              />
            ))}
          </ol>
        ) : (
          <p className={styles.none}>None yet. Add one or more from the bank.</p>
        )}
      </div>
      <Offers
        problems={problems}
        taken={new Set(sections.map((section) => section.problem))}
        onAdd={(slug) => onChange([...sections, { problem: slug, minutes: null }])}
      />
    </div>
  );
}

interface ChosenProps {
  section: DraftSection;
  problem: BankProblem | undefined;
  index: number;
  last: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  onMinutes: (minutes: number | null) => void;
}

function Chosen({ section, problem, index, last, onMove, onRemove, onMinutes }: ChosenProps) {
  const title = problem?.title ?? section.problem;
  return (
    <li className={styles.item}>
      <span className={styles.number}>{index + 1}</span>
      <div>
        <div className={styles.title}>{title}</div>
        {problem ? <Facts problem={problem} /> : <div className={styles.facts}>Not in the bank any more</div>}
      </div>
      <div className={styles.tools}>
        <Button
          look="quiet"
          size="icon"
          aria-label={`Move ${title} up`}
          isDisabled={index === 0}
          onPress={() => onMove(-1)}
        >
          <Icon name="up" />
        </Button>
        <Button
          look="quiet"
          size="icon"
          aria-label={`Move ${title} down`}
          isDisabled={last}
          onPress={() => onMove(1)}
        >
          <Icon name="down" />
        </Button>
        <Button look="quiet" size="icon" aria-label={`Take ${title} out`} onPress={onRemove}>
          <Icon name="close" />
        </Button>
      </div>
      <div className={styles.minutes}>
        <NumberField
          label={`Minutes suggested for ${title}`}
          labelHidden
          small
          unit="min suggested to the candidate"
          value={section.minutes ?? problem?.minutes ?? 20}
          onChange={(minutes) => onMinutes(Number.isNaN(minutes) ? null : minutes)}
          minValue={1}
          maxValue={480}
        />
      </div>
    </li>
  );
}

function Facts({ problem }: { problem: BankProblem }) {
  return (
    <div className={styles.facts}>
      {problem.summary}
      <span className={styles.figures}>
        <Difficulty value={problem.difficulty ?? null} />
        {problem.minutes ? <span>{problem.minutes} min</span> : null}
      </span>
    </div>
  );
}

interface OffersProps {
  problems: BankProblem[];
  taken: ReadonlySet<string>;
  onAdd: (slug: string) => void;
}

function Offers({ problems, taken, onAdd }: OffersProps) {
  const [words, setWords] = useState("");
  const found = problems
    .filter((problem) => !taken.has(problem.slug) && matches(problem, words))
    .toSorted((a, b) => (a.difficulty ?? 10) - (b.difficulty ?? 10) || a.title.localeCompare(b.title));
  return (
    <div className={styles.bank}>
      <h3>From the bank</h3>
      <SearchField
        label="Search the bank"
        labelHidden
        placeholder="Title, topic or skill"
        value={words}
        onChange={setWords}
        small
      />
      <div className="visually-hidden" aria-live="polite">
        {count(found.length, "problem")} found
      </div>
      {found.length ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
        <ul className={`${styles.list} ${styles.offers}`} tabIndex={0} aria-label="Problems of the bank">
          {found.map((problem) => (
            <li key={problem.slug} className={styles.offer}>
              <div>
                <div className={styles.title}>{problem.title}</div>
                <Facts problem={problem} />
              </div>
              <Button size="small" aria-label={`Add ${problem.title}`} onPress={() => onAdd(problem.slug)}>
                Add
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.none}>
          {problems.length === 0
            ? "The bank is empty. The person who runs Assay chooses its folder with ASSAY_BANK."
            : words
              ? `No problem has “${words}” in its title, summary, topics or skills.`
              : "Every problem of the bank is in this interview."}
        </p>
      )}
    </div>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { NumberField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Checkbox, CheckboxGroup, Radio, RadioGroup } from "../../ui/Options.tsx";
import { Failure } from "../../ui/States.tsx";
import { count } from "../../ui/time.ts";
import type { Bank } from "../api.ts";
import { complaints, type Draft, same, shares, suggestedMinutes } from "./draft.ts";
import styles from "./Plan.module.css";
import { ProblemPicker } from "./ProblemPicker.tsx";

export interface PlanEditorProps {
  position: string;
  bank: Bank;
  start: Draft;
  /** The number of the newest version; 0 where there is none. */
  latest: number;
  /** `start` is the newest version as it stands. */
  isLatest: boolean;
}

export function PlanEditor({ position, bank, start, latest, isLatest }: PlanEditorProps) {
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const problems = new Map(bank.problems.map((problem) => [problem.slug, problem]));
  const suggested = suggestedMinutes(draft, problems);
  const wrong = complaints(draft, problems);
  const unchanged = isLatest && same(draft, start);
  const save = useSave(position);
  return (
    <div className={styles.form}>
      <section className={styles.section}>
        <h2>Problems</h2>
        <ProblemPicker
          problems={bank.problems}
          sections={draft.sections}
          onChange={(sections) => change({ sections })}
        />
      </section>
      <section className={styles.section}>
        <h2>Time and languages</h2>
        <div className={styles.row}>
          <NumberField
            label="Minutes for the whole session"
            unit="min"
            value={draft.minutes}
            onChange={(minutes) => change({ minutes })}
            minValue={5}
            maxValue={480}
            step={5}
            description={
              suggested
                ? `The problems suggest ${suggested} min together. The candidate has one clock and divides it freely.`
                : "The candidate has one clock and divides it freely."
            }
          />
          <CheckboxGroup
            label="Languages that may be used"
            value={draft.languages}
            onChange={(languages) => change({ languages })}
            row
          >
            {bank.languages.map((language) => (
              <Checkbox key={language.id} value={language.id}>
                {language.name} <small>{language.version}</small>
              </Checkbox>
            ))}
          </CheckboxGroup>
        </div>
      </section>
      <section className={styles.section}>
        <h2>What is recorded</h2>
        <RadioGroup
          label="Integrity level"
          description="The candidate reads in full what is recorded, and agrees, before anything is."
          value={draft.level}
          onChange={(level) => change({ level: level as Draft["level"] })}
        >
          <Radio value="trust">
            Trust
            <small>
              Every change of the code with its time, each run and submission with its result, turns between
              problems and languages, and when the line was up. Nothing else: no camera, no screen, no sound,
              and not whether the page was left.
            </small>
          </Radio>
          <Radio value="notice">
            Notice
            <small>
              The same, and also when the page was left and returned to. Not where to: no other page or
              program is seen.
            </small>
          </Radio>
        </RadioGroup>
      </section>
      <Weights draft={draft} onChange={(weights) => change({ weights })} />
      <section className={styles.section}>
        <h2>Welcome</h2>
        <TextField
          label="What the candidate reads first"
          description="Who you are, what happens after the interview, whom to ask. Plain text."
          value={draft.welcome}
          onChange={(welcome) => change({ welcome })}
          maxLength={4000}
          rows={5}
        />
      </section>
      <div className={styles.save}>
        <Button
          look="primary"
          isPending={save.isPending}
          isDisabled={unchanged || wrong.length > 0}
          onPress={() => save.mutate(draft)}
        >
          {save.isPending ? "Saving" : `Save as version ${latest + 1}`}
        </Button>
        <span className={styles.note}>
          {unchanged
            ? `Version ${latest} as it was saved.`
            : `${count(draft.sections.length, "problem")}, ${draft.minutes} min. ${latest ? "People already invited keep the version they were invited under." : ""}`}
        </span>
      </div>
      {wrong.length ? (
        <Notice kind="attention" title="Before it can be saved">
          <ul className={styles.complaints}>
            {wrong.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {save.error ? (
        <Failure what="The plan was not saved; what you entered is still here" error={save.error} />
      ) : null}
    </div>
  );
}

function useSave(position: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (draft: Draft) =>
      unwrap(
        await api.POST("/api/positions/{id}/plans", { params: { path: { id: position } }, body: draft }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["positions"] });
      void navigate({ to: "/positions/$id", params: { id: position }, search: {}, replace: true });
    },
  });
}

const PARTS = [
  { id: "correctness", name: "Correctness", rests: "hidden tests: basic, edge and error cases" },
  { id: "efficiency", name: "Efficiency", rests: "measured growth in time and space, and the stress tests" },
  { id: "quality", name: "Quality", rests: "findings in the code, each with its line" },
  {
    id: "robustness",
    name: "Robustness",
    rests: "edge cases, invalid input, and the faults that the candidate’s own cases catch",
  },
] as const;

function Weights({ draft, onChange }: { draft: Draft; onChange: (weights: Draft["weights"]) => void }) {
  const share = shares(draft.weights);
  return (
    <section className={styles.section}>
      <h2>What counts</h2>
      <p className={styles.note}>
        A part that could not be measured drops out, and the others are scaled up. The report prints the
        weights used.
      </p>
      <div className={styles.weights}>
        {PARTS.map((part) => (
          <NumberField
            key={part.id}
            label={part.name}
            unit={share ? `points, ${share[part.id]} % of the score` : "points"}
            description={`Rests on ${part.rests}.`}
            value={draft.weights[part.id]}
            onChange={(value) => onChange({ ...draft.weights, [part.id]: value })}
            minValue={0}
            maxValue={100}
            step={5}
          />
        ))}
      </div>
    </section>
  );
}

import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { OwnCase } from "../desk.ts";
import { complaint, freeName, MOST_CASES, type OwnCases } from "./ownCases.ts";
import styles from "./results.module.css";

export interface CasesPaneProps {
  own: OwnCases;
  /** The first sample's input, to begin from. */
  example: string;
  mode: "function" | "stdio";
  onRun: () => void;
  isDisabled: boolean;
}

/** The candidate's own cases: a list, and one of them open. */
export function CasesPane({ own, example, mode, onRun, isDisabled }: CasesPaneProps) {
  const { cases, set } = own;
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, cases.length - 1);
  const current = cases[index];
  const change = (part: Partial<OwnCase>) =>
    set(cases.map((one, place) => (place === index ? { ...one, ...part } : one)));
  // Adding and removing take away what had the focus.
  const pane = useRef<HTMLDivElement>(null);
  const focusNext = useRef<"textarea" | "[aria-pressed=true], button" | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    pane.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  });
  const add = () => {
    focusNext.current = "textarea";
    set([...cases, { name: freeName(cases), input: example }]);
    setChosen(cases.length);
  };
  const remove = () => {
    focusNext.current = "[aria-pressed=true], button";
    set(cases.filter((_, place) => place !== index));
    setChosen(Math.max(0, index - 1));
  };

  if (!current) {
    return (
      <div ref={pane} className={styles.empty}>
        <p>
          Try your code on inputs of your own. It is run on each, and you see what it gives; there is no
          expected answer to hold it against.
        </p>
        <Button size="small" onPress={add} isDisabled={isDisabled}>
          <Icon name="plus" /> Add a case
        </Button>
      </div>
    );
  }
  return (
    <div ref={pane} className={styles.cases}>
      <div className={styles.caseList}>
        <ul aria-label="Your cases">
          {cases.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a case has no identity but its place
            <li key={place}>
              <Button
                look="quiet"
                size="small"
                aria-pressed={place === index}
                className={place === index ? (styles.chosen ?? "") : ""}
                onPress={() => setChosen(place)}
              >
                {one.name || "(no name)"}
              </Button>
            </li>
          ))}
        </ul>
        <Button size="small" onPress={add} isDisabled={isDisabled || cases.length >= MOST_CASES}>
          <Icon name="plus" /> Add
        </Button>
      </div>
      <div className={styles.caseForm}>
        <TextField
          label="Name"
          value={current.name}
          maxLength={80}
          isReadOnly={isDisabled}
          onChange={(name) => change({ name })}
        />
        <TextField
          label="Input"
          description={
            mode === "function" ? "One argument on each line, as JSON, like in the samples." : undefined
          }
          code
          rows={5}
          value={current.input}
          error={complaint(current)}
          isReadOnly={isDisabled}
          onChange={(input) => change({ input })}
        />
        <div className={styles.buttons}>
          <Button size="small" look="primary" onPress={onRun} isDisabled={isDisabled}>
            {cases.length === 1 ? "Run this case" : `Run all ${cases.length}`}
          </Button>
          <Button size="small" onPress={remove} isDisabled={isDisabled}>
            Remove
          </Button>
        </div>
      </div>
    </div>
  );
}

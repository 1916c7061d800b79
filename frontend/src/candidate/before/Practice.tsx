import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiError } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { MeaningMark } from "../../ui/Mark.tsx";
import { errorWords } from "../../ui/States.tsx";
import type { Attempt, Desk, OwnCase } from "../desk.ts";
import { LocalFile } from "../localFile.ts";
import { type CandidateView, practise } from "../query.ts";
import { type Bar, Room } from "../room/Room.tsx";
import room from "../room/room.module.css";
import { SettingsPopover } from "../room/SettingsPopover.tsx";

export interface PracticeProps {
  view: CandidateView;
  onLeave: () => void;
}

/** The same room with the practice problem. Nothing of it is kept, here or on the server. */
export function Practice({ view, onLeave }: PracticeProps) {
  const { practice, languages } = view;
  const [files] = useState(
    () => new Map(practice.starters.map((one) => [one.file, new LocalFile(one.file, one.text)])),
  );
  const [attempts, setAttempts] = useState<readonly Attempt[]>([]);
  const [failure, setFailure] = useState<Error | null>(null);
  const [online, setOnline] = useState(navigator.onLine);
  const made = useRef(0);

  useEffect(() => {
    document.title = "Practice · Assay";
    const look = () => setOnline(navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);

  const file = useCallback(
    (id: string) => {
      const found = files.get(id);
      if (!found) throw new Error(`the practice problem has no file ${id}`);
      return found;
    },
    [files],
  );

  const desk = useMemo((): Desk => {
    const ask = async (purpose: "run" | "submit", language: string, cases: readonly OwnCase[] | null) => {
      const id = `practice:${++made.current}`;
      const starter = practice.starters.find((one) => one.language === language);
      if (!starter) throw new Error(`the practice problem has no starter in ${language}`);
      const asked = performance.now();
      const base = { id, purpose, problem: practice.slug, language, cases, asked, again: false };
      setFailure(null);
      setAttempts((before) => [...before, { ...base, sent: true, wait: null, judged: null, at: null }]);
      try {
        const source = file(starter.file).text();
        const judged = await practise({ language, source, cases: cases === null ? null : [...cases] });
        const answered = { ...base, sent: true, wait: null, judged: { ...judged, purpose }, at: new Date() };
        setAttempts((before) => before.map((one) => (one.id === id ? answered : one)));
      } catch (error) {
        // Nothing waits in practice: the attempt is taken off again, and why is said above.
        setAttempts((before) => before.filter((one) => one.id !== id));
        setFailure(error instanceof Error ? error : new Error(String(error)));
      }
    };
    return {
      practice: true,
      readOnly: false,
      online,
      attempts,
      keep: null,
      file,
      view: () => undefined,
      run: (_problem, language, cases) => void ask("run", language, cases),
      submit: (_problem, language) => void ask("submit", language, null),
    };
  }, [attempts, file, online, practice]);

  const bar = ({ onSheet }: Bar) => (
    <>
      <span className={room.whose}>
        <b>Practice</b>: not recorded, not scored, no clock
      </span>
      <span className={room.spring} />
      <SettingsPopover />
      <Button look="quiet" size="icon" aria-label="Help: keys" onPress={onSheet}>
        ?
      </Button>
      <Button size="small" onPress={onLeave}>
        Leave practice
      </Button>
    </>
  );
  const said = failure ? errorWords(failure) : null;
  return (
    <Room
      problems={[practice]}
      languages={languages}
      desk={desk}
      start={{ problem: practice.slug, language: () => languages[0]?.id ?? "" }}
      bar={bar}
      notices={
        <div className={room.notices} role="status">
          {said ? (
            <div className={room.notice} data-tone="attention">
              <MeaningMark meaning="attention" />
              <p>
                {said.title}
                {/[.?]$/.test(said.title) ? "" : "."} {said.text}
                {failure instanceof ApiError ? "" : " In the interview itself a run is kept and sent later."}
              </p>
              <Button look="quiet" size="small" onPress={() => setFailure(null)}>
                Dismiss
              </Button>
            </div>
          ) : null}
        </div>
      }
    />
  );
}

/** The shapes of meanings and verdicts. Each differs in outline, so that none rests on colour alone; the word is
 * always beside it or in its label. */

export type Meaning = "passed" | "failed" | "attention" | "information";

const MEANINGS: Record<Meaning, { outline: string; sign: string }> = {
  passed: { outline: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z", sign: "M5 8.3l2.1 2.1L11 6.2" },
  failed: { outline: "M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5z", sign: "M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" },
  attention: { outline: "M8 1.6l6.6 12.2H1.4z", sign: "M8 6v3.6M8 11.6v.1" },
  information: { outline: "M2 2h12v12H2z", sign: "M8 7.4v3.6M8 4.9v.1" },
};

export function MeaningMark({ meaning, size = 16 }: { meaning: Meaning; size?: number }) {
  const shape = MEANINGS[meaning];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none", color: `var(--${meaning})` }}
    >
      <path d={shape.outline} />
      <path d={shape.sign} />
    </svg>
  );
}

/** A verdict as a small square: filled with a tick where it passed, else an outline with its own sign. */
const SIGNS: Record<string, string> = {
  WA: "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6",
  TLE: "M5 4.5h6L5 11.5h6z",
  MLE: "M4.8 10.8h6.4M4.8 8h6.4M4.8 5.2h6.4",
  OLE: "M5 8h6M8.6 5.4L11.2 8l-2.6 2.6",
  RTE: "M8 4.4v4.4M8 11.4v.1",
  CE: "M6.4 5L4 8l2.4 3M9.6 5L12 8l-2.4 3",
  JE: "M6 6.2a2 2 0 1 1 2.6 1.9c-.4.1-.6.5-.6.9v.3M8 11.6v.1",
};

export function VerdictMark({ verdict, size = 16 }: { verdict: string; size?: number }) {
  const passed = verdict === "AC";
  const colour = passed ? "--passed" : verdict === "JE" ? "--attention" : "--failed";
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none", color: `var(${colour})` }}
    >
      <rect x="1" y="1" width="14" height="14" rx="2.5" fill={passed ? "currentColor" : "none"} />
      {passed ? (
        <path d="M4.6 8.3l2.3 2.3 4.5-5" stroke="var(--on-passed)" strokeWidth="1.8" />
      ) : (
        <path d={SIGNS[verdict] ?? SIGNS.JE} />
      )}
    </svg>
  );
}

const WORDS: Record<string, string> = {
  AC: "passed",
  WA: "wrong answer",
  TLE: "too slow",
  MLE: "too much memory",
  OLE: "too much output",
  RTE: "stopped with an error",
  CE: "did not compile",
  JE: "could not be judged (our fault)",
};

/** A verdict in plain words; an unknown one is shown as it came. */
export function verdictWords(verdict: string): string {
  return WORDS[verdict] ?? verdict;
}

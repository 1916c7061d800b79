import { memo, type PointerEvent, type ReactNode, useMemo, useRef } from "react";
import { cx } from "../ui/cx.ts";
import { VerdictMark, verdictWords } from "../ui/Mark.tsx";
import { position } from "../ui/time.ts";
import type { MarkKind, TimelineMark } from "./marks.ts";
import styles from "./Timeline.module.css";

export interface TimelineProps {
  marks: readonly TimelineMark[];
  /** ms; the right end. */
  duration: number;
  problemTitle: (slug: string) => string;
  onMark: (mark: TimelineMark) => void;
  /** With these it is a seek bar. */
  time?: number;
  timeWords?: string;
  onSeek?: (time: number) => void;
}

const LANES: { kind: MarkKind; name: string }[] = [
  { kind: "submit", name: "submitted" },
  { kind: "run", name: "ran" },
  { kind: "paste", name: "pasted" },
];

const STRETCHES: { kind: MarkKind; name: string }[] = [
  { kind: "away", name: "away" },
  { kind: "offline", name: "off line" },
];

/** What happened, by time: a row for each kind, and the seek bar below. Every mark leads to its moment. The same is
 * there as a list, which is what a screen reader is given. */
export function Timeline(props: TimelineProps) {
  const { marks, duration, problemTitle, onMark, time, timeWords, onSeek } = props;
  return (
    <div className={styles.timeline}>
      <Rows marks={marks} duration={duration} problemTitle={problemTitle} onMark={onMark} />
      {onSeek ? (
        <SeekBar time={time ?? 0} duration={duration} words={timeWords ?? ""} onSeek={onSeek} marks={marks} />
      ) : (
        <div className={styles.row} aria-hidden="true">
          <span className={styles.name} />
          <span className={styles.base} />
        </div>
      )}
      <Ticks duration={duration} />
    </div>
  );
}

type RowsProps = Pick<TimelineProps, "marks" | "duration" | "problemTitle" | "onMark">;

/** Apart from the seek bar, so that it is not drawn again while the film plays. */
const Rows = memo(function Rows({ marks, duration, problemTitle, onMark }: RowsProps) {
  const percent = (at: number) => share(at, duration);
  const views = useMemo(() => viewStretches(marks, duration), [marks, duration]);
  const lanes = LANES.filter((lane) => marks.some((mark) => mark.kind === lane.kind));
  const stretches = STRETCHES.filter((lane) => marks.some((mark) => mark.kind === lane.kind));
  return (
    <div className={styles.rows} aria-hidden="true">
      {views.length > 1 ? (
        <Row name="problem">
          {views.map((view) => (
            <span
              key={view.at}
              className={styles.view}
              style={{ left: percent(view.at), width: percent(view.until - view.at) }}
              title={`${problemTitle(view.problem)}, from ${position(view.at)} to ${position(view.until)}`}
            >
              {problemTitle(view.problem)}
            </span>
          ))}
        </Row>
      ) : null}
      {lanes.map((lane) => (
        <Row key={lane.kind} name={lane.name}>
          {marks
            .filter((mark) => mark.kind === lane.kind)
            .map((mark) => (
              <button
                key={mark.seq}
                type="button"
                tabIndex={-1}
                className={styles.mark}
                style={{ left: percent(mark.at) }}
                title={`${position(mark.at)} ${mark.text}`}
                onClick={() => onMark(mark)}
              >
                <MarkShape mark={mark} />
              </button>
            ))}
        </Row>
      ))}
      {stretches.map((lane) => (
        <Row key={lane.kind} name={lane.name}>
          {marks
            .filter((mark) => mark.kind === lane.kind)
            .map((mark) => (
              <button
                key={mark.seq}
                type="button"
                tabIndex={-1}
                className={cx(styles.stretch, styles[lane.kind])}
                style={{ left: percent(mark.at), width: percent((mark.until ?? mark.at) - mark.at) }}
                title={`${position(mark.at)} ${mark.text}`}
                onClick={() => onMark(mark)}
              />
            ))}
        </Row>
      ))}
    </div>
  );
});

/** A time as a share of the whole, for CSS. */
function share(at: number, duration: number): string {
  return `${duration ? Math.min(100, Math.max(0, (at / duration) * 100)) : 0}%`;
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.name}>{name}</span>
      <span className={styles.lane}>{children}</span>
    </div>
  );
}

export function MarkShape({ mark }: { mark: TimelineMark }) {
  if (mark.kind === "submit") return <VerdictMark verdict={mark.verdict ?? "JE"} size={16} />;
  const colour =
    mark.kind === "run" ? (mark.verdict === "AC" ? "var(--passed)" : "var(--failed)") : "var(--information)";
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
      style={{ color: colour, flex: "none" }}
    >
      {mark.kind === "run" ? (
        <path
          d="M2 1.2l8.5 4.8L2 10.8z"
          fill={mark.verdict === "AC" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinejoin="round"
        />
      ) : mark.kind === "paste" ? (
        <path d="M6 .8L11.2 6 6 11.2.8 6z" fill="currentColor" />
      ) : (
        <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
      )}
    </svg>
  );
}

interface Stretch {
  problem: string;
  at: number;
  until: number;
}

/** Which problem was in view when; neighbouring stretches of the same one are joined. */
export function viewStretches(marks: readonly TimelineMark[], duration: number): Stretch[] {
  const found: Stretch[] = [];
  for (const mark of marks) {
    if (mark.kind !== "view" || mark.problem === undefined) continue;
    const last = found.at(-1);
    if (last?.problem === mark.problem) continue;
    if (last) last.until = mark.at;
    found.push({ problem: mark.problem, at: mark.at, until: duration });
  }
  return found.filter((stretch) => stretch.until > stretch.at);
}

interface SeekBarProps {
  time: number;
  duration: number;
  words: string;
  onSeek: (time: number) => void;
  marks: readonly TimelineMark[];
}

function SeekBar({ time, duration, words, onSeek, marks }: SeekBarProps) {
  const track = useRef<HTMLDivElement>(null);
  const seek = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box) onSeek(((event.clientX - box.left) / box.width) * duration);
  };
  return (
    <div className={styles.row}>
      <span className={styles.name} aria-hidden="true" />
      <div
        ref={track}
        className={styles.track}
        role="slider"
        tabIndex={0}
        aria-label="Place in the replay"
        aria-valuemin={0}
        aria-valuemax={Math.round(duration / 1000)}
        aria-valuenow={Math.round(time / 1000)}
        aria-valuetext={`${position(time)} of ${position(duration)}: ${words}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
        }}
      >
        <span className={styles.rail}>
          <span className={styles.played} style={{ width: share(time, duration) }} />
          <Pauses marks={marks} duration={duration} />
        </span>
        <span className={styles.head} style={{ left: share(time, duration) }} />
      </div>
    </div>
  );
}

const Pauses = memo(function Pauses({ marks, duration }: Pick<TimelineProps, "marks" | "duration">) {
  return marks
    .filter((mark) => mark.kind === "pause")
    .map((pause) => (
      <span
        key={pause.seq}
        className={styles.pause}
        title={`${position(pause.at)} ${pause.text}`}
        style={{
          left: share(pause.at, duration),
          width: share((pause.until ?? pause.at) - pause.at, duration),
        }}
      />
    ));
});

const STEPS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000);

const Ticks = memo(function Ticks({ duration }: { duration: number }) {
  const step = STEPS.find((ms) => duration / ms <= 8) ?? 3_600_000;
  const ticks = Array.from({ length: Math.floor(duration / step) + 1 }, (_, i) => i * step).filter(
    (at) => at === 0 || at / duration < 0.95,
  );
  return (
    <div className={styles.row} aria-hidden="true">
      <span className={styles.name} />
      <span className={styles.ticks}>
        {ticks.map((at) => (
          <span key={at} style={{ left: `${duration ? (at / duration) * 100 : 0}%` }}>
            {position(at)}
          </span>
        ))}
      </span>
    </div>
  );
});

/** The timeline as a list: the same marks, in order, in words. */
export const MarkList = memo(function MarkList({ marks, onMark }: Pick<TimelineProps, "marks" | "onMark">) {
  return (
    <ol className={styles.list}>
      {marks.map((mark) => (
        <li key={`${mark.kind}${mark.seq}`}>
          <button type="button" onClick={() => onMark(mark)}>
            <span className={styles.at}>{position(mark.at)}</span>
            <span>
              {mark.text}
              {mark.verdict && (mark.kind === "run" || mark.kind === "submit")
                ? ` (${verdictWords(mark.verdict)})`
                : ""}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
});

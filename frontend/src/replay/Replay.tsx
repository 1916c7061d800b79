import {
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Button, ToggleButton } from "../ui/Button.tsx";
import { Choice } from "../ui/Choice.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Failure, Progress, Skeleton } from "../ui/States.tsx";
import { count, position } from "../ui/time.ts";
import { languageName, loadLanguage } from "./languages.ts";
import type { Names, TimelineMark } from "./marks.ts";
import { type Player, SPEEDS, type Speed } from "./player.ts";
import styles from "./Replay.module.css";
import { Screen } from "./screen.ts";
import { MarkList, Timeline } from "./Timeline.tsx";
import { useReplay } from "./useReplay.ts";

export interface ReplayProps {
  session: string;
  names: Names;
  /** Go to this event of the log, and again whenever it changes. */
  at?: number;
}

/** The session as a film of its code. */
export function Replay({ session, names, at }: ReplayProps) {
  const { player, progress, error, again } = useReplay(session, names);
  if (error && !player)
    return <Failure what="The replay could not be loaded" error={error} onRetry={again} />;
  if (!player) return <Skeleton label="The replay: loading" lines={6} />;
  const loading = progress && progress.there < progress.all ? progress : null;
  if (!player.recording.files.size && !loading) {
    return (
      <Notice kind="information" title="There is nothing to replay">
        The clock was never started.
      </Notice>
    );
  }
  return (
    <>
      {error ? (
        <Failure what="The rest of the replay could not be loaded" error={error} onRetry={again} />
      ) : null}
      {loading ? (
        <Progress
          label="Loading the log"
          value={loading.there}
          max={loading.all}
          figure={`${loading.there.toLocaleString()} of ${count(loading.all, "event")}`}
        />
      ) : null}
      <Film player={player} names={names} complete={!loading} {...(at !== undefined && { at })} />
    </>
  );
}

const ARROW_MS = 5000;

function Film({
  player,
  names,
  at,
  complete,
}: {
  player: Player;
  names: Names;
  at?: number;
  complete: boolean;
}) {
  const state = useSyncExternalStore(player.subscribe, player.getState);
  const [damage, setDamage] = useState<Error | null>(null);
  const frame = useRef<HTMLElement>(null);
  useTicking(player, state.playing);
  const seekTime = useCallback((time: number) => player.seekTime(time), [player]);
  const seekMark = useCallback((mark: TimelineMark) => player.seekSeq(mark.seq), [player]);
  useEffect(() => {
    if (at === undefined || (!complete && at > player.recording.lastSeq)) return;
    player.pause();
    player.seekSeq(at);
    frame.current?.scrollIntoView({ block: "start" });
  }, [player, at, complete]);
  return (
    <section
      ref={frame}
      className={styles.replay}
      aria-label="Replay"
      onKeyDown={(event) => {
        if (onKey(event, player)) event.preventDefault();
      }}
    >
      <div className={styles.bar}>
        <Controls player={player} playing={state.playing} />
        <span className={styles.clock}>
          {position(state.time)} of {position(player.recording.duration)}
        </span>
        <span className={styles.now}>
          <b>Now:</b> {state.words}
        </span>
        <Pace player={player} speed={state.speed} foldPauses={state.foldPauses} />
      </div>
      <Timeline
        marks={player.marks}
        duration={player.recording.duration}
        problemTitle={names.problem}
        time={state.time}
        timeWords={state.words}
        onSeek={seekTime}
        onMark={seekMark}
      />
      <FileTabs
        player={player}
        names={names}
        file={state.file}
        following={state.following}
        version={player.recording.lastSeq}
      />
      {damage ? <Failure what="The replay stops here" error={damage} /> : null}
      <CodeScreen
        player={player}
        file={state.file}
        seq={state.seq}
        label={`Code at ${position(state.time)}`}
        onDamage={setDamage}
        note={state.pause ? `${state.pause.text}: skipped` : null}
      />
      <details className={styles.list}>
        <summary>The timeline as a list ({count(player.marks.length, "entry", "entries")})</summary>
        <MarkList marks={player.marks} onMark={seekMark} />
      </details>
      <p className={styles.help}>
        <kbd>Space</kbd> plays and pauses, <kbd>←</kbd> <kbd>→</kbd> move by 5 s, <kbd>[</kbd> <kbd>]</kbd> to
        the previous and next run or submission, <kbd>,</kbd> <kbd>.</kbd> to the previous and next change,{" "}
        <kbd>Home</kbd> <kbd>End</kbd> to the ends.
      </p>
    </section>
  );
}

/** True where the key was one of the replay's. A button keeps its own space bar, a list its own arrows. */
function onKey(event: KeyboardEvent, player: Player): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target as HTMLElement;
  if (target.closest("[role=listbox], input, textarea, select")) return false;
  const pressable = target.closest("button, a, summary") !== null;
  switch (event.key) {
    case " ":
      if (pressable) return false;
      player.toggle();
      return true;
    case "ArrowLeft":
      player.seekTime(player.state.time - ARROW_MS);
      return true;
    case "ArrowRight":
      player.seekTime(player.state.time + ARROW_MS);
      return true;
    case "Home":
      player.seekTime(0);
      return true;
    case "End":
      player.seekTime(player.recording.duration);
      return true;
    case "[":
    case "]":
      player.stepRun(event.key === "]" ? 1 : -1);
      return true;
    case ",":
    case ".":
      player.stepChange(event.key === "." ? 1 : -1);
      return true;
    default:
      return false;
  }
}

// What does not change with every frame of the film is drawn only when it does change.

const Controls = memo(function Controls({ player, playing }: { player: Player; playing: boolean }) {
  return (
    <div className={styles.group}>
      <Button look="primary" className={styles.play ?? ""} onPress={() => player.toggle()}>
        <Icon name={playing ? "pause" : "play"} />
        {playing ? "Pause" : "Play"}
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label="Previous run or submission"
        onPress={() => player.stepRun(-1)}
      >
        <Icon name="back" />
      </Button>
      <Button look="quiet" size="icon" aria-label="Previous change" onPress={() => player.stepChange(-1)}>
        <Icon name="left" />
      </Button>
      <Button look="quiet" size="icon" aria-label="Next change" onPress={() => player.stepChange(1)}>
        <Icon name="right" />
      </Button>
      <Button look="quiet" size="icon" aria-label="Next run or submission" onPress={() => player.stepRun(1)}>
        <Icon name="forward" />
      </Button>
    </div>
  );
});

interface PaceProps {
  player: Player;
  speed: Speed;
  foldPauses: boolean;
}

const SPEED_OPTIONS = SPEEDS.map((speed) => ({ id: String(speed), name: `${speed}× speed` }));

const Pace = memo(function Pace({ player, speed, foldPauses }: PaceProps) {
  return (
    <>
      <Choice
        label="Speed"
        labelHidden
        options={SPEED_OPTIONS}
        value={String(speed)}
        onChange={(chosen) => player.setSpeed(Number(chosen) as Speed)}
      />
      <ToggleButton size="small" isSelected={foldPauses} onChange={(fold) => player.setFoldPauses(fold)}>
        Skip pauses
      </ToggleButton>
    </>
  );
});

interface FileTabsProps {
  player: Player;
  names: Names;
  file: string | null;
  following: boolean;
  /** Rises as the log comes in, and with it the files. */
  version: number;
}

const FileTabs = memo(function FileTabs({ player, names, file, following }: FileTabsProps) {
  const files = [...player.recording.files.values()].filter((one) => one.seqs.length || one.file === file);
  return (
    <fieldset className={styles.tabs} aria-label="Files">
      <ToggleButton
        size="small"
        isSelected={following}
        onChange={(follow) => player.showFile(follow ? null : file)}
      >
        Follow the candidate
      </ToggleButton>
      {files.map((one) => (
        <ToggleButton
          key={one.file}
          size="small"
          look="quiet"
          isSelected={one.file === file}
          onChange={() => player.showFile(one.file)}
        >
          {names.problem(one.problem)}, {languageName(one.language)}
        </ToggleButton>
      ))}
    </fieldset>
  );
});

function useTicking(player: Player, playing: boolean): void {
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let handle = requestAnimationFrame(function tick(now) {
      // After a sleeping tab the film goes on where it was, it does not race.
      player.tick(Math.min(now - last, 250));
      last = now;
      handle = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(handle);
  }, [player, playing]);
}

interface CodeScreenProps {
  player: Player;
  file: string | null;
  seq: number;
  label: string;
  note: string | null;
  onDamage: (error: Error | null) => void;
}

function CodeScreen({ player, file, seq, label, note, onDamage }: CodeScreenProps) {
  const holder = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | null>(null);
  const language = file ? (player.recording.files.get(file)?.language ?? "") : "";
  useEffect(() => {
    if (!holder.current) return;
    screen.current = new Screen(holder.current);
    return () => {
      screen.current?.destroy();
      screen.current = null;
    };
  }, []);
  useEffect(() => {
    let current = true;
    void loadLanguage(language).then((support) => {
      if (current) screen.current?.setLanguage(support);
    });
    return () => {
      current = false;
    };
  }, [language]);
  useEffect(() => {
    if (!screen.current || !file) return;
    try {
      const ranges = player.recording.changedAt(seq).filter((range) => range.file === file);
      screen.current.show(player.recording.textAt(file, seq), ranges);
      onDamage(null);
    } catch (error) {
      player.pause();
      onDamage(error instanceof Error ? error : new Error(String(error)));
    }
  }, [player, file, seq, onDamage]);
  const steady = label.replace(/ at .*/, "");
  useEffect(() => screen.current?.setLabel(`${steady} of ${file ?? "no file"}`), [steady, file]);
  return (
    <div className={styles.screen} data-file={file ?? ""} data-seq={seq}>
      <div ref={holder} style={{ height: "100%" }} />
      {note ? <div className={styles.folded}>{note}</div> : null}
    </div>
  );
}

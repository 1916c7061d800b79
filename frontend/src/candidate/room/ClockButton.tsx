import { useEffect, useRef, useState } from "react";
import { DialogTrigger } from "react-aria-components";
import { Button, ToggleButton } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Popover } from "../../ui/Popover.tsx";
import { timeOfDay, wholeTime } from "../../ui/time.ts";
import { change, useSettings } from "../settings.ts";
import { clockAnnouncement, clockSpoken, clockText, clockTone, durationText } from "../words/clock.ts";
import { announce } from "./announcer.ts";
import styles from "./room.module.css";

export interface ClockButtonProps {
  remainingMs: () => number | null;
  minutes: number;
  endsAt: Date | null;
  returnedMs: number;
  offline: boolean;
  /** Our judge has failed on what this person waits for: what passes is given back. */
  stopped: boolean;
}

/** Time left; can be hidden. Opened, it says how it behaves. */
export function ClockButton(props: ClockButtonProps) {
  const { remainingMs, minutes, endsAt, returnedMs, offline, stopped } = props;
  const { clockHidden } = useSettings();
  const [left, setLeft] = useState(remainingMs);
  const before = useRef<number | null>(null);
  useEffect(() => {
    let stood: number | null = null;
    const tick = () => {
      const runs = remainingMs();
      // It is given back piece by piece: shown is what will be left when all of it is.
      const now = stopped && runs !== null ? Math.max(stood ?? 0, runs) : runs;
      stood = now;
      setLeft(now);
      if (now !== null && before.current !== null) {
        const words = clockAnnouncement(before.current, now);
        if (words) announce(words);
      }
      before.current = now;
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [remainingMs, stopped]);
  if (left === null) return null;
  return (
    <DialogTrigger>
      <Button
        look="quiet"
        size="small"
        {...(clockHidden && { "aria-label": stopped ? "Clock, hidden, stopped" : "Clock, hidden" })}
        className={styles.clock ?? ""}
        data-tone={clockHidden ? "calm" : clockTone(left)}
      >
        <Icon name={stopped ? "pause" : "clock"} />
        {clockHidden ? null : (
          <span>
            {clockText(left)}
            <span className="visually-hidden"> left</span>
            {stopped ? <span className={styles.stopped}> stopped</span> : null}
          </span>
        )}
      </Button>
      <Popover label="How the clock works" placement="bottom end">
        <p className={styles.popoverTitle}>{clockSpoken(left)}</p>
        {stopped ? (
          <p>The clock stands still: our judge has failed, and the time until your result is given back.</p>
        ) : null}
        <p>
          You have {minutes} minutes{returnedMs > 0 ? ` and ${durationText(returnedMs)} given back` : ""}
          {endsAt && !stopped ? (
            <>
              , until{" "}
              <time dateTime={endsAt.toISOString()} title={wholeTime(endsAt)}>
                {timeOfDay(endsAt)}
              </time>
            </>
          ) : null}
          .
        </p>
        <ul className={styles.list}>
          <li>
            The clock keeps running while your own line is down. Go on working: what you type is kept here and
            sent later.
          </li>
          <li>When our server is at fault, the time lost is given back by itself.</li>
          <li>When time is over, what is in the editor is what is judged. You need not submit in time.</li>
        </ul>
        {offline ? <p>You are offline now, so time that was given back may not show yet.</p> : null}
        <div className={styles.hide}>
          <ToggleButton
            size="small"
            isSelected={clockHidden}
            onChange={(hidden) => change({ clockHidden: hidden })}
          >
            Hide the clock
          </ToggleButton>
          <p className={styles.small}>A screen reader still says when 10, 5 and 1 minutes are left.</p>
        </div>
      </Popover>
    </DialogTrigger>
  );
}

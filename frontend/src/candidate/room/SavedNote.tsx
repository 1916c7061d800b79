import { useEffect, useRef } from "react";
import { MeaningMark } from "../../ui/Mark.tsx";
import { type SavedState, savedText } from "../words/saved.ts";
import { announce } from "./announcer.ts";
import styles from "./room.module.css";

/** The saved state, as it is at this moment. Only a lost and a regained line are said aloud. */
export function SavedNote({ state }: { state: SavedState }) {
  const { connection } = state;
  const previous = useRef(connection);
  useEffect(() => {
    if (previous.current === connection) return;
    if (connection === "offline") announce("Offline. What you type is kept on this computer.");
    if (connection === "online" && previous.current === "offline") announce("Back online.");
    previous.current = connection;
  }, [connection]);

  const { tone, text, short } = savedText(state);
  return (
    <span className={styles.saved} title={text}>
      <MeaningMark meaning={tone} size={14} />
      <span className={styles.savedLong}>{text}</span>
      <span className={styles.savedShort} aria-hidden="true">
        {short}
      </span>
    </span>
  );
}

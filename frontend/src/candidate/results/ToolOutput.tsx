import { Button } from "../../ui/Button.tsx";
import { type Place, stretches } from "../words/places.ts";
import styles from "./results.module.css";

export interface ToolOutputProps {
  title: string;
  text: string;
  fileName: string;
  onPlace: (place: Place) => void;
}

/** What a compiler or a crashed program said, with each place in the candidate's file as a way there. */
export function ToolOutput({ title, text, fileName, onPlace }: ToolOutputProps) {
  let offset = 0;
  return (
    <figure className={styles.snippet}>
      <figcaption>{title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <pre tabIndex={0} className={styles.output}>
        {stretches(text.trimEnd(), fileName).map((stretch) => {
          const key = offset;
          offset += stretch.text.length;
          const { place } = stretch;
          if (!place) return <span key={key}>{stretch.text}</span>;
          return (
            <Button
              key={key}
              look="link"
              className={styles.place ?? ""}
              aria-label={`${stretch.text}: go to line ${place.line}`}
              onPress={() => onPlace(place)}
            >
              {stretch.text}
            </Button>
          );
        })}
      </pre>
    </figure>
  );
}

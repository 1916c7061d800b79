import { visible } from "../words/difference.ts";
import styles from "./results.module.css";

const MOST = 4000;

/** A piece of input or output, in the code face. Long ones are cut, and say so. */
export function Snippet({ title, text, whitespace }: { title: string; text: string; whitespace: boolean }) {
  const cut = text.length > MOST ? text.slice(0, MOST) : text;
  const shown = whitespace ? visible(cut) : cut.replace(/\n$/, "");
  return (
    <figure className={styles.snippet}>
      <figcaption>{title}</figcaption>
      {text === "" ? (
        <p className={styles.nothing}>nothing</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
        <pre tabIndex={0}>{shown}</pre>
      )}
      {cut !== text ? (
        <p className={styles.small}>The first {MOST.toLocaleString()} characters are shown.</p>
      ) : null}
    </figure>
  );
}

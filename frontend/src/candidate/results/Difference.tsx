import { excerpt, firstDifference, visible } from "../words/difference.ts";
import styles from "./results.module.css";

/** The first line that differs, expected above got, with a mark under the first character that does. */
export function Difference({
  expected,
  got,
  whitespace,
}: {
  expected: string;
  got: string;
  whitespace: boolean;
}) {
  const found = firstDifference(expected, got);
  if (!found) {
    return <p className={styles.small}>The two differ only in white space at the end of lines.</p>;
  }
  const one = found.expected === null ? null : excerpt(found.expected, found.column);
  const other = found.got === null ? null : excerpt(found.got, found.column);
  const column = (one ?? other)?.column ?? 1;
  const show = (line: string) => (whitespace ? visible(line) : line);
  return (
    <figure className={styles.snippet}>
      <figcaption>
        First difference: line {found.line}, character {found.column}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <pre tabIndex={0}>
        <span className={styles.side}>expected </span>
        {one ? <Marked text={show(one.text)} column={column} /> : <i>no such line</i>}
        {"\n"}
        <span className={styles.side}>got </span>
        {other ? <Marked text={show(other.text)} column={column} /> : <i>no such line</i>}
        {"\n"}
        <span aria-hidden="true">
          <span className={styles.side} />
          {" ".repeat(column - 1)}^
        </span>
      </pre>
    </figure>
  );
}

function Marked({ text, column }: { text: string; column: number }) {
  const characters = [...text];
  return (
    <>
      {characters.slice(0, column - 1).join("")}
      <mark>{characters[column - 1] ?? ""}</mark>
      {characters.slice(column).join("")}
    </>
  );
}

import { Link, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { cx } from "../../ui/cx.ts";
import { VerdictMark, verdictWords } from "../../ui/Mark.tsx";
import { Checkbox } from "../../ui/Options.tsx";
import { Scroll } from "../../ui/Scroll.tsx";
import type { ProblemReport, TestRow } from "../api.ts";
import { firstWorthSeeing, GROUP_NAMES, testHash, testOfHash, testsId } from "./places.ts";
import styles from "./Report.module.css";

/** Verdicts by group as rows of squares; the one chosen, or the first that failed, is laid open below. */
export function Tests({ session, problem }: { session: string; problem: ProblemReport }) {
  const hash = useRouterState({ select: (state) => state.location.hash });
  const named = testOfHash(hash, problem.slug);
  const chosen = problem.tests.find((test) => test.name === named);
  const shown = chosen ?? firstWorthSeeing(problem.tests);
  if (!shown) return <p className={styles.soft}>No test was run: nothing was handed in.</p>;
  return (
    <>
      <table className={styles.groups}>
        <caption className="visually-hidden">Tests of {problem.title}, by group</caption>
        <tbody>
          {problem.groups.map((group) => (
            <tr key={group.name}>
              <th scope="row">{GROUP_NAMES[group.name] ?? group.name}</th>
              <td className={styles.tally}>
                {group.passed} of {group.total}
              </td>
              <td>
                <ul className={styles.squares}>
                  {problem.tests
                    .filter((test) => test.group === group.name)
                    .map((test) => (
                      <li key={test.name}>
                        <Link
                          to="/sessions/$id"
                          params={{ id: session }}
                          search={(before) => before}
                          hash={testHash(problem.slug, test.name)}
                          hashScrollIntoView={false}
                          resetScroll={false}
                          replace
                          className={cx(styles.square, test === shown && styles.chosen)}
                          activeOptions={{ includeHash: true }}
                          title={`${test.title}: ${verdictWords(test.verdict)}`}
                        >
                          <VerdictMark verdict={test.verdict} size={20} />
                          <span className="visually-hidden">
                            {test.title}: {verdictWords(test.verdict)}
                            {test === shown ? ", shown below" : ""}
                          </span>
                        </Link>
                      </li>
                    ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div id={testsId(problem.slug)} className={styles.detail}>
        <Detail test={shown} />
      </div>
    </>
  );
}

/** Spaces, tabs and ends of lines as signs that can be seen. */
function visible(text: string): string {
  return text.replaceAll(" ", "·").replaceAll("\t", "→\t").replaceAll("\r", "␍").replaceAll("\n", "↵\n");
}

function Detail({ test }: { test: TestRow }) {
  const [whitespace, setWhitespace] = useState(false);
  const shown = (text: string) => (whitespace ? visible(text) : text);
  const blocks = [
    { name: "Input", text: test.input },
    { name: "Expected", text: test.expected },
    { name: "Got", text: test.got ?? null },
    { name: "Error output", text: test.stderr || null },
  ].filter((block) => block.text !== null);
  return (
    <>
      <div className={styles.detailHead}>
        <h4>
          <VerdictMark verdict={test.verdict} />
          {GROUP_NAMES[test.group] ?? test.group}: {test.title}
        </h4>
        <Checkbox isSelected={whitespace} onChange={setWhitespace} className={styles.noPrint ?? ""}>
          Show whitespace
        </Checkbox>
      </div>
      <p>
        {test.words}{" "}
        <span className={styles.soft}>{`${test.cpu_s.toFixed(2)} s, ${test.peak_mib.toFixed(0)} MiB.`}</span>
      </p>
      {test.difference ? <pre className={styles.difference}>{test.difference}</pre> : null}
      <div className={styles.blocks}>
        {blocks.map((block) => (
          <figure key={block.name}>
            <figcaption>{block.name}</figcaption>
            <Scroll label={`${block.name} of ${test.title}`} className={styles.block ?? ""}>
              <pre>{shown(block.text ?? "") || <span className={styles.soft}>(empty)</span>}</pre>
            </Scroll>
          </figure>
        ))}
      </div>
    </>
  );
}

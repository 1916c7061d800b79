import { Link } from "@tanstack/react-router";
import { Scroll } from "../../ui/Scroll.tsx";
import { duration } from "../../ui/time.ts";
import type { ProblemReport, Report } from "../api.ts";
import styles from "./Pulses.module.css";
import report from "./Report.module.css";

const WIDTH = 1000;
const HEIGHT = 64;

/** What the code was at each pause: how long, how involved, and whether it could be read. */
export function Pulses({ report: whole, problem }: { report: Report; problem: ProblemReport }) {
  const { pulses } = problem;
  if (pulses.length < 2) return null;
  const x = (at: number) => Math.round((WIDTH * at) / Math.max(whole.used_ms, 1));
  const most = Math.max(...pulses.map((pulse) => Math.max(pulse.lines, pulse.cognitive)), 1);
  const y = (value: number) => Math.round(HEIGHT - 2 - ((HEIGHT - 6) * value) / most);
  const steps = (value: (pulse: (typeof pulses)[number]) => number) => {
    const path = pulses.map((pulse, index) => {
      const [across, up] = [x(pulse.at_ms), y(value(pulse))];
      return index ? `H${across}V${up}` : `M${across} ${up}`;
    });
    return `${path.join("")}H${WIDTH}`;
  };
  const last = pulses.at(-1);
  const broken = pulses.filter((pulse) => !pulse.parsed).length;
  return (
    <figure className={styles.pulses}>
      <figcaption className={report.soft}>
        The code at {pulses.length} pauses:{" "}
        <span className={styles.lines}>
          {pulses[0]?.lines} to {last?.lines} lines
        </span>
        ,{" "}
        <span className={styles.involved}>
          cognitive complexity up to {Math.max(...pulses.map((p) => p.cognitive))}
        </span>
        , {broken ? `not readable at ${broken} of them` : "readable at all of them"}. It tells how the work
        went and enters no score.
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <title>Structure over time</title>
        {pulses.map((pulse, index) =>
          pulse.parsed ? null : (
            <rect
              key={pulse.seq}
              x={x(pulse.at_ms)}
              y="0"
              width={Math.max(2, x(pulses[index + 1]?.at_ms ?? whole.used_ms) - x(pulse.at_ms))}
              height={HEIGHT}
              className={styles.broken}
            />
          ),
        )}
        <path
          d={steps((pulse) => pulse.lines)}
          className={styles.linesStroke}
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={steps((pulse) => pulse.cognitive)}
          className={styles.involvedStroke}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <details className={report.evidence}>
        <summary>Each pause</summary>
        <Scroll label={`Pauses in ${problem.title}`} className={styles.table ?? ""}>
          <table>
            <thead>
              <tr>
                <th scope="col">At</th>
                <th scope="col">Lines</th>
                <th scope="col">Functions</th>
                <th scope="col">Loops</th>
                <th scope="col">Branches</th>
                <th scope="col">Nesting</th>
                <th scope="col">Cognitive</th>
                <th scope="col">Readable</th>
              </tr>
            </thead>
            <tbody>
              {pulses.map((pulse) => (
                <tr key={pulse.seq}>
                  <th scope="row">
                    <Link
                      to="/sessions/$id"
                      params={{ id: whole.session }}
                      search={{ at: pulse.seq }}
                      resetScroll={false}
                    >
                      {duration(pulse.at_ms)}
                    </Link>
                  </th>
                  <td>{pulse.lines}</td>
                  <td>{pulse.functions}</td>
                  <td>{pulse.loops}</td>
                  <td>{pulse.branches}</td>
                  <td>{pulse.nesting}</td>
                  <td>{pulse.cognitive}</td>
                  <td>{pulse.parsed ? "yes" : "no"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </figure>
  );
}

import { useId } from "react";
import { Scroll } from "../../ui/Scroll.tsx";
import type { Grown, Growth as Grows, ProblemReport } from "../api.ts";
import { curve } from "./curve.ts";
import styles from "./Growth.module.css";
import { LineLink } from "./LineLink.tsx";
import { growthId } from "./places.ts";
import report from "./Report.module.css";

const UNITS: Record<string, string> = { fuel: "steps", bytes: "bytes", "CPU seconds": "seconds" };

/** How time and memory grow with the input: two pictures, what they say, and the lines that hide work. */
export function Growth({ session, problem }: { session: string; problem: ProblemReport }) {
  const { growth } = problem;
  if (!growth) {
    return problem.growth_why ? <p className={report.soft}>Cannot tell. {problem.growth_why}</p> : null;
  }
  return (
    <>
      <p className={report.soft}>
        Run on inputs that are the worst for this problem, n being the {growth.n}. Both scales are
        logarithmic; the line is the class that fits best. Measured with {growth.engine}.
      </p>
      <div className={styles.pair}>
        <Picture slug={problem.slug} of="time" name="Time" grown={growth.time} growth={growth} />
        <Picture slug={problem.slug} of="space" name="Memory" grown={growth.space} growth={growth} />
      </div>
      {growth.costly.length ? (
        <ul className={report.limits}>
          {growth.costly.map((each) => (
            <li key={each.line}>
              <LineLink session={session} problem={problem.slug} line={each.line}>
                {sentence(each.message)}
              </LineLink>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const WIDTH = 440;
const HEIGHT = 240;

function Picture({
  slug,
  of,
  name,
  grown,
  growth,
}: {
  slug: string;
  of: "time" | "space";
  name: string;
  grown: Grown;
  growth: Grows;
}) {
  const words = useId();
  const unit = UNITS[grown.signal] ?? grown.signal;
  const drawn = curve(grown.curve, grown.best, { width: WIDTH, height: HEIGHT });
  return (
    <figure className={styles.picture} id={growthId(slug, of)} tabIndex={-1} aria-labelledby={words}>
      <figcaption id={words}>{grown.words}</figcaption>
      {drawn ? (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          <title>{grown.words}</title>
          {drawn.across.map((tick) => (
            <g key={`x${tick.value}`}>
              <path d={`M${tick.at} ${drawn.top}V${drawn.bottom}`} className={styles.rule} />
              <text x={tick.at} y={drawn.bottom + 16} textAnchor="middle">
                {tick.label}
              </text>
            </g>
          ))}
          {drawn.up.map((tick) => (
            <g key={`y${tick.value}`}>
              <path d={`M${drawn.left} ${tick.at}H${drawn.right}`} className={styles.rule} />
              <text x={drawn.left - 6} y={tick.at + 4} textAnchor="end">
                {tick.label}
              </text>
            </g>
          ))}
          {drawn.line ? <path d={drawn.line} className={styles.model} /> : null}
          {drawn.points.map((point) => (
            <circle key={point.x} cx={point.x} cy={point.y} r="3" className={styles.point} />
          ))}
        </svg>
      ) : null}
      {drawn ? (
        <details className={report.evidence}>
          <summary>The {grown.curve.length} measurements</summary>
          <Scroll label={`Measurements of ${name.toLowerCase()}`} className={styles.figures ?? ""}>
            <table>
              <thead>
                <tr>
                  <th scope="col">n ({growth.n})</th>
                  <th scope="col">{unit}</th>
                </tr>
              </thead>
              <tbody>
                {grown.curve.map(([n = 0, cost = 0]) => (
                  <tr key={n}>
                    <td>{n.toLocaleString()}</td>
                    <td>{cost.toLocaleString(undefined, { maximumSignificantDigits: 6 })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <p className={report.soft}>{doubts(grown)}</p>
        </details>
      ) : null}
    </figure>
  );
}

/** How probable each class is by these measurements, those that count for something. */
function doubts(grown: Grown): string {
  const told = Object.entries(grown.probabilities)
    .filter(([, share]) => share >= 0.005)
    .sort(([, a], [, b]) => b - a)
    .map(([name, share]) => `${name} ${(100 * share).toFixed(share > 0.995 ? 0 : 1)} %`);
  return told.length ? `How probable each class is: ${told.join(", ")}.` : "";
}

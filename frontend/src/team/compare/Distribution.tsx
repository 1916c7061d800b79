import { Link } from "@tanstack/react-router";
import type { ComparedCandidate, ComparedGroup } from "../api.ts";
import styles from "./Compare.module.css";
import { ordered, PLACE } from "./order.ts";

const WIDTH = 640;
const HEIGHT = 140;
const BASE = 104;
const TOP = 10;
const RADIUS = 4;

/** How the abilities of the group are spread: the curve of all, a dot for each, and the chosen ones by name. The
 * same is in a table behind it. */
export function DistributionPicture({ group, chosen }: { group: ComparedGroup; chosen: readonly string[] }) {
  const { distribution } = group;
  const known = ordered(group, PLACE, "desc").filter((each) => each.ability !== null);
  if (!distribution || !known.length) return <p className={styles.soft}>{group.standing}</p>;
  const first = distribution.at[0] ?? 0;
  const last = distribution.at[distribution.at.length - 1] ?? 1;
  const highest = Math.max(...distribution.density);
  const x = (ability: number) =>
    ((Math.min(Math.max(ability, first), last) - first) / (last - first)) * WIDTH;
  const curve = distribution.at.map(
    (at, index) =>
      `${x(at).toFixed(1)} ${(BASE - ((distribution.density[index] ?? 0) / highest) * (BASE - TOP)).toFixed(1)}`,
  );
  const marked = known.filter((each) => chosen.includes(each.session));
  return (
    <figure className={styles.picture}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said(known, marked)}>
        <path d={`M0 ${BASE}L${curve.join("L")}L${WIDTH} ${BASE}Z`} className={styles.hill} />
        <path d={`M0 ${BASE}H${WIDTH}`} className={styles.axis} />
        {dots(known, x).map(({ session, cx, cy }) => (
          <circle
            key={session}
            cx={cx}
            cy={cy}
            r={RADIUS}
            className={chosen.includes(session) ? styles.dotChosen : styles.dot}
          />
        ))}
        {marked.map((each, index) => (
          <Mark key={each.session} each={each} x={x} line={index} />
        ))}
      </svg>
      <div className={styles.ends} aria-hidden="true">
        <span>lower ability</span>
        <span>higher ability</span>
      </div>
      <figcaption className={styles.soft}>
        {group.standing} A dot is one person’s ability as it is best known, the curve how all are spread with
        the doubt of each.
      </figcaption>
      <details className={styles.behind}>
        <summary>The same as a table</summary>
        <Behind known={known} />
      </details>
    </figure>
  );
}

/** Those at the same place stand on each other, closer where they are many. */
function dots(known: ComparedCandidate[], x: (ability: number) => number) {
  const columns = new Map<number, string[]>();
  for (const each of known) {
    const column = Math.round(x(each.ability?.value ?? 0) / (2 * RADIUS + 1));
    columns.set(column, [...(columns.get(column) ?? []), each.session]);
  }
  const tallest = Math.max(...[...columns.values()].map((column) => column.length));
  const step = Math.min(2 * RADIUS + 1, (BASE - TOP) / tallest);
  return [...columns].flatMap(([column, sessions]) =>
    sessions.map((session, index) => ({
      session,
      cx: column * (2 * RADIUS + 1),
      cy: BASE - RADIUS - 2 - index * step,
    })),
  );
}

function said(known: ComparedCandidate[], marked: ComparedCandidate[]): string {
  const places = marked.map((each) => `${each.candidate}: ${each.standing?.words ?? "place not told"}`);
  return [`Spread of the ability of ${known.length} people, from lower to higher.`, ...places].join(" ");
}

/** Name, interval and value of someone chosen, the second below the first. */
function Mark({ each, x, line }: { each: ComparedCandidate; x: (ability: number) => number; line: number }) {
  if (!each.ability) return null;
  const { value, low, high } = each.ability;
  const y = BASE + 12 + line * 16;
  const end = x(value) > WIDTH / 2;
  return (
    <g>
      <path d={`M${x(value)} ${TOP}V${y}`} className={styles.stroke} />
      <path d={`M${x(low)} ${y}H${x(high)}`} className={styles.whisker} />
      <text
        x={end ? Math.min(x(low) - 6, WIDTH - 6) : Math.max(x(high) + 6, 6)}
        y={y + 4}
        textAnchor={end ? "end" : "start"}
        className={styles.name}
      >
        {each.candidate}
      </text>
    </g>
  );
}

function Behind({ known }: { known: ComparedCandidate[] }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">Candidate</th>
            <th scope="col">Ability, and its 90 % interval</th>
            <th scope="col">Place among the others</th>
          </tr>
        </thead>
        <tbody>
          {known.map((each) => (
            <tr key={each.session}>
              <th scope="row">
                <Link to="/sessions/$id" params={{ id: each.session }}>
                  {each.candidate}
                </Link>
              </th>
              <td>
                {each.ability
                  ? `${each.ability.value.toFixed(1)} (${each.ability.low.toFixed(1)} to ${each.ability.high.toFixed(1)})`
                  : "not known"}
              </td>
              <td>{each.standing?.words ?? "not told"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

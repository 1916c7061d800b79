import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ButtonLink, FileLink } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Empty, Loaded, Skeleton } from "../../ui/States.tsx";
import { Time } from "../../ui/Time.tsx";
import { type Comparison, comparisonQuery, type Position } from "../api.ts";
import styles from "./Compare.module.css";
import { GroupView, type Sorting } from "./Group.tsx";

interface CompareProps extends Sorting {
  position: Position;
  onSort: (sorting: Sorting) => void;
}

/** All candidates of the position beside each other. */
export function CompareTab({ position, ...sorting }: CompareProps) {
  const comparison = useQuery(comparisonQuery(position.id));
  return (
    <Loaded query={comparison} what="The comparison" skeleton={<Skeleton lines={6} label="Comparing" />}>
      {(found) =>
        found.groups.length || found.apart.length ? (
          <Full found={found} {...sorting} />
        ) : (
          <Empty
            title="Nobody to compare yet"
            actions={
              <ButtonLink to="/sessions" search={{ position: position.id }}>
                See its sessions
              </ButtonLink>
            }
          >
            As soon as a session of this position has ended and is evaluated it appears here, beside all the
            others under the same conditions.
          </Empty>
        )
      }
    </Loaded>
  );
}

function Full({ found, ...sorting }: { found: Comparison } & Sorting & Pick<CompareProps, "onSort">) {
  return (
    <div className={styles.comparison}>
      <div className={styles.head}>
        <details className={styles.rules}>
          <summary>How to read this</summary>
          <ul>
            {found.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </details>
        <FileLink href={`/api/positions/${found.position}/comparison.csv`} download="comparison.csv">
          <Icon name="download" />
          Export as CSV
        </FileLink>
      </div>
      {found.groups.map((group, index) => (
        <GroupView
          key={group.candidates[0]?.session ?? index}
          position={found.position}
          group={group}
          number={index + 1}
          {...sorting}
        />
      ))}
      {found.apart.length ? (
        <section className={styles.group} aria-label="Compared with nobody">
          <h2>Compared with nobody</h2>
          <ul className={styles.apart}>
            {found.apart.map((each) => (
              <li key={each.session} className={styles.aside}>
                <Link to="/sessions/$id" params={{ id: each.session }}>
                  {each.candidate}
                </Link>{" "}
                <span className={styles.soft}>
                  {each.started_at ? (
                    <>
                      (<Time value={each.started_at} form="day" />){" "}
                    </>
                  ) : null}
                  {each.why}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Table, TableBody, TableCell, TableColumn, TableHeader, TableRow } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { count } from "../../ui/time.ts";
import { type ComparedCandidate, type ComparedGroup, PAGE_ROWS } from "../api.ts";
import styles from "./Compare.module.css";
import { DistributionPicture } from "./Distribution.tsx";
import { Interval } from "./Interval.tsx";
import { bandedPart, bandWords, type Direction, NAME, ordered, PLACE, partName, scoreOf } from "./order.ts";
import { type Chosen, Pair } from "./Pair.tsx";

export interface Sorting {
  sort: string;
  order: Direction;
}

interface GroupProps extends Sorting {
  position: string;
  group: ComparedGroup;
  /** From 1; the first holds the most people. */
  number: number;
  onSort: (sorting: Sorting) => void;
}

/** Those who sat the same conditions: their scores with all doubt, two of them held against each other, and how
 * they are spread. */
export function GroupView({ position, group, number, sort, order, onSort }: GroupProps) {
  const [chosen, setChosen] = useState<Chosen>(["", ""]);
  const [shown, setShown] = useState(PAGE_ROWS);
  const part = bandedPart(group, sort);
  const all = ordered(group, sort, order);
  const rows = all.slice(0, shown);
  const people = count(group.candidates.length, "person", "people");
  const alone = group.candidates.length === 1;
  const label = number === 1 ? "Candidates compared" : `Candidates compared, group ${number}`;
  return (
    <section className={styles.group} aria-label={label}>
      <h2>{number === 1 ? people : `${people} under other conditions`}</h2>
      <p className={styles.conditions}>
        {alone ? group.conditions.replace(/^All sat the same/, "They sat the") : group.conditions}
      </p>
      {group.differences.map((each) => (
        <p key={each} className={styles.soft}>
          {each}
        </p>
      ))}
      <p className={styles.told} aria-live="polite">
        {group.parts.find((each) => each.name === part)?.words}
      </p>
      <div className={styles.sortBy}>
        <Choice
          label="Sorted by"
          options={[
            ...group.parts.map((each) => ({ id: each.name, name: partName(each.name) })),
            { id: PLACE, name: "Place among the others" },
            { id: NAME, name: "Name" },
          ]}
          value={sort}
          onChange={(next) => onSort({ sort: next, order: next === NAME ? "asc" : "desc" })}
        />
      </div>
      <Wide group={group} rows={rows} part={part} label={label} {...{ sort, order, onSort }} />
      <Cards group={group} rows={rows} part={part} label={label} />
      {all.length > shown ? (
        <Button onPress={() => setShown(shown + PAGE_ROWS)}>
          Show {Math.min(PAGE_ROWS, all.length - shown)} more of {all.length}
        </Button>
      ) : null}
      {alone ? null : (
        <>
          <h3>Two people</h3>
          <Pair position={position} group={group} chosen={chosen} onChange={setChosen} />
          <h3>Place among the others</h3>
          <DistributionPicture group={group} chosen={chosen} />
        </>
      )}
    </section>
  );
}

interface RowsProps {
  group: ComparedGroup;
  rows: ComparedCandidate[];
  part: string;
  label: string;
}

function Wide({
  group,
  rows,
  part,
  label,
  sort,
  order,
  onSort,
}: RowsProps & Sorting & Pick<GroupProps, "onSort">) {
  const bandOf = (each: ComparedCandidate | undefined) => (each ? scoreOf(each, part).band : undefined);
  return (
    <div className={styles.wide}>
      <Table
        aria-label={label}
        sortDescriptor={{ column: sort, direction: order === "asc" ? "ascending" : "descending" }}
        onSortChange={({ column, direction }) => {
          const next = String(column);
          // A score is asked for from its best end first.
          const fresh = next === NAME ? "asc" : "desc";
          onSort({ sort: next, order: next === sort ? (direction === "ascending" ? "asc" : "desc") : fresh });
        }}
      >
        <TableHeader>
          <TableColumn id={NAME} isRowHeader allowsSorting>
            Candidate
          </TableColumn>
          {group.parts.map((each) => (
            <TableColumn key={each.name} id={each.name} allowsSorting>
              {partName(each.name)}
            </TableColumn>
          ))}
          <TableColumn id={PLACE} allowsSorting>
            Among the others
          </TableColumn>
        </TableHeader>
        <TableBody>
          {rows.map((each, index) => (
            <TableRow
              key={each.session}
              id={each.session}
              href={`/sessions/${each.session}`}
              {...(sort === part &&
                index > 0 &&
                bandOf(rows[index - 1]) !== bandOf(each) && { className: styles.next ?? "" })}
            >
              <TableCell>
                <Who each={each} group={group} part={part} />
              </TableCell>
              {group.parts.map(({ name }) => (
                <TableCell key={name}>
                  <Interval score={scoreOf(each, name)} />
                </TableCell>
              ))}
              <TableCell>
                <span className={styles.place}>{each.standing?.words ?? "not told"}</span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Who({ each, group, part }: { each: ComparedCandidate; group: ComparedGroup; part: string }) {
  const band = bandWords(group, part, scoreOf(each, part));
  return (
    <span className={styles.who}>
      <span className={styles.called}>{each.candidate}</span>
      {band ? <small data-band={scoreOf(each, part).band ?? undefined}>{band}</small> : null}
      <small>
        <Time value={each.started_at} form="day" none="not started" />
      </small>
    </span>
  );
}

function Cards({ group, rows, part, label }: RowsProps) {
  return (
    <ol className={styles.cards} aria-label={label}>
      {rows.map((each) => (
        <li key={each.session}>
          <Link to="/sessions/$id" params={{ id: each.session }} className={styles.open ?? ""}>
            <Who each={each} group={group} part={part} />
          </Link>
          <dl>
            {group.parts.map(({ name }) => (
              <div key={name} data-sorted={name === part || undefined}>
                <dt>{partName(name)}</dt>
                <dd>
                  <Interval score={scoreOf(each, name)} />
                </dd>
              </div>
            ))}
          </dl>
          <p className={styles.place}>{each.standing?.words ?? ""}</p>
        </li>
      ))}
    </ol>
  );
}

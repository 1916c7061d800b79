import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Button, FileLink } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { SearchField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Page } from "../../ui/Page.tsx";
import { Empty, Loaded } from "../../ui/States.tsx";
import { Table, TableBody, TableCell, TableColumn, TableHeader, TableRow } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { count, duration } from "../../ui/time.ts";
import {
  PAGE_ROWS,
  positionsQuery,
  type SessionRow,
  type SessionSort,
  type SessionState,
  sessionsParameters,
  sessionsQuery,
} from "../api.ts";
import type { SessionsSearch } from "../routes.tsx";
import styles from "./Sessions.module.css";
import { STATE_NAMES, State, waitingWords } from "./state.tsx";

const route = getRouteApi("/team/sessions");

function csvAddress(search: SessionsSearch): string {
  return `/api/sessions.csv?${new URLSearchParams(sessionsParameters(search))}`;
}

export function SessionsPage() {
  const search = route.useSearch();
  const sessions = useQuery(sessionsQuery(search));
  const navigate = useNavigate();
  const change = (part: Partial<SessionsSearch>, keepPage = false) => {
    const next = { ...search, ...part };
    if (!keepPage) delete next.page;
    for (const key of Object.keys(next) as (keyof SessionsSearch)[]) if (!next[key]) delete next[key];
    void navigate({ to: "/sessions", search: next, replace: true });
  };
  const filtered = Boolean(search.q || search.position || search.state);
  return (
    <Page
      title="Sessions"
      under="Who is where, and what is waited for. The list keeps itself up to date."
      actions={
        <FileLink href={csvAddress(search)} download="sessions.csv">
          <Icon name="download" />
          Export as CSV
        </FileLink>
      }
    >
      <Filters search={search} onChange={change} />
      <Loaded query={sessions} what="The sessions">
        {(page) => {
          if (page.total === 0) {
            return filtered ? (
              <Empty
                title="No session fits"
                actions={
                  <Button onPress={() => void navigate({ to: "/sessions", search: {}, replace: true })}>
                    Clear the filters
                  </Button>
                }
              >
                Nobody matches all of these filters.
              </Empty>
            ) : (
              <Empty title="No sessions yet">
                <p>
                  Each invitation begins a session. Open a <Link to="/positions">position</Link>, save its
                  plan and invite someone; they appear here at once.
                </p>
              </Empty>
            );
          }
          return (
            <>
              <Ledger rows={page.rows} search={search} onChange={change} />
              <Foot total={page.total} page={search.page ?? 1} onPage={(to) => change({ page: to }, true)} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface PartProps {
  search: SessionsSearch;
  onChange: (part: Partial<SessionsSearch>, keepPage?: boolean) => void;
}

function Filters({ search, onChange }: PartProps) {
  const positions = useQuery(positionsQuery);
  const [words, setWords] = useState(search.q ?? "");
  useEffect(() => setWords(search.q ?? ""), [search.q]);
  useEffect(() => {
    if (words === (search.q ?? "")) return;
    const later = setTimeout(() => onChange({ q: words }), 250);
    return () => clearTimeout(later);
  });
  return (
    <search className={styles.filters}>
      <SearchField label="Candidate" placeholder="Name or email" value={words} onChange={setWords} />
      <Choice
        label="Position"
        options={[
          { id: "", name: "Every position" },
          ...(positions.data ?? []).map((position) => ({ id: position.id, name: position.title })),
        ]}
        value={search.position ?? ""}
        onChange={(position) => onChange({ position })}
      />
      <Choice
        label="State"
        options={[
          { id: "", name: "Every state" },
          ...Object.entries(STATE_NAMES).map(([id, name]) => ({ id, name })),
        ]}
        value={search.state ?? ""}
        onChange={(state) => onChange({ state: (state || undefined) as SessionState })}
      />
    </search>
  );
}

function Ledger({ rows, search, onChange }: PartProps & { rows: SessionRow[] }) {
  return (
    <>
      <div className={styles.table}>
        <Table
          aria-label="Sessions"
          sortDescriptor={{
            column: search.sort ?? "invited_at",
            direction: search.order === "asc" ? "ascending" : "descending",
          }}
          onSortChange={({ column, direction }) =>
            onChange({ sort: column as SessionSort, order: direction === "ascending" ? "asc" : "desc" })
          }
        >
          <TableHeader>
            <TableColumn id="candidate" isRowHeader allowsSorting>
              Candidate
            </TableColumn>
            <TableColumn id="position" allowsSorting>
              Position
            </TableColumn>
            <TableColumn id="state" allowsSorting>
              State
            </TableColumn>
            <TableColumn id="invited_at" allowsSorting>
              Invited
            </TableColumn>
            <TableColumn id="started_at" allowsSorting>
              Started
            </TableColumn>
            <TableColumn>Waiting for</TableColumn>
            <TableColumn id="overall" allowsSorting end>
              Score
            </TableColumn>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id} id={row.id} href={`/sessions/${row.id}`}>
                <TableCell>
                  <span className={styles.who}>
                    {row.candidate}
                    <small>{row.email}</small>
                  </span>
                </TableCell>
                <TableCell>
                  <span className={styles.position}>{row.position}</span>
                </TableCell>
                <TableCell>
                  <State state={row.state} />
                  <Live row={row} />
                </TableCell>
                <TableCell>
                  <Time value={row.invited_at} form="day" />
                </TableCell>
                <TableCell>
                  <Time value={row.started_at} none="not yet" />
                </TableCell>
                <TableCell>
                  <span className={styles.wait}>{row.waiting_for}</span>
                </TableCell>
                <TableCell end>
                  <Score overall={row.overall ?? null} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul className={styles.cards} aria-label="Sessions">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/sessions/$id" params={{ id: row.id }} className={styles.card ?? ""}>
              <span className={styles.who}>{row.candidate}</span>
              <Score overall={row.overall ?? null} />
              <span>{row.position}</span>
              <State state={row.state} />
              <span className={styles.line}>{waitingWords(row.waiting_for)}</span>
              <span className={styles.line}>
                <Time value={row.invited_at} form="day" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** While it runs: time left, and whether the candidate is on line. */
export function Live({ row }: { row: SessionRow }) {
  if (row.state !== "running") return null;
  const left = row.clock.remaining_ms;
  return (
    <span className={styles.line}>
      {left === null || left === undefined ? "" : `${duration(left)} left, `}
      {row.connected ? "on line" : "off line"}
    </span>
  );
}

function Score({ overall }: { overall: number | null }) {
  if (overall === null) return <span title="no score yet">–</span>;
  return <span className={styles.score}>{Math.round(overall)} %</span>;
}

function Foot({ total, page, onPage }: { total: number; page: number; onPage: (page: number) => void }) {
  const pages = Math.max(1, Math.ceil(total / PAGE_ROWS));
  const first = (page - 1) * PAGE_ROWS + 1;
  return (
    <div className={styles.foot}>
      <span aria-live="polite">
        {pages === 1
          ? count(total, "session")
          : `${first} to ${Math.min(total, page * PAGE_ROWS)} of ${count(total, "session")}`}
      </span>
      {pages > 1 ? (
        <nav className={styles.pages} aria-label="Pages">
          <Button size="small" isDisabled={page <= 1} onPress={() => onPage(page - 1)}>
            <Icon name="left" />
            Previous
          </Button>
          <span>
            page {page} of {pages}
          </span>
          <Button size="small" isDisabled={page >= pages} onPress={() => onPage(page + 1)}>
            Next
            <Icon name="right" />
          </Button>
        </nav>
      ) : null}
    </div>
  );
}

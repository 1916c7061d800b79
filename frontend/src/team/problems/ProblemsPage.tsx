import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { SortDescriptor } from "react-aria-components";
import { Dialog } from "../../ui/Dialog.tsx";
import { SearchField } from "../../ui/Field.tsx";
import { Page } from "../../ui/Page.tsx";
import { Empty, Loaded } from "../../ui/States.tsx";
import { Table, TableBody, TableCell, TableColumn, TableHeader, TableRow } from "../../ui/Table.tsx";
import { count } from "../../ui/time.ts";
import { type Bank, type BankProblem, bankQuery } from "../api.ts";
import { Difficulty } from "./Difficulty.tsx";
import styles from "./ProblemsPage.module.css";
import { matches } from "./search.ts";

const route = getRouteApi("/team/problems");

export function ProblemsPage() {
  const bank = useQuery(bankQuery);
  return (
    <Page
      title="Problems"
      under="The bank: what a plan can be made of. Each was proved sound before it got here."
    >
      <Loaded query={bank} what="The bank">
        {(data) =>
          data.problems.length ? (
            <Full bank={data} />
          ) : (
            <Empty title="The bank is empty">
              The person who runs Assay chooses its folder with ASSAY_BANK; every package in it that passes
              “assay verify” appears here.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

const TESTS = (problem: BankProblem) => Object.values(problem.tests).reduce((sum, n) => sum + n, 0);

type Column = "title" | "difficulty" | "minutes" | "tests";

function value(problem: BankProblem, column: Column): string | number {
  if (column === "title") return problem.title.toLocaleLowerCase();
  if (column === "tests") return TESTS(problem);
  return problem[column] ?? 0;
}

function Full({ bank }: { bank: Bank }) {
  const { q, show } = route.useSearch();
  const navigate = useNavigate();
  const [sort, setSort] = useState<SortDescriptor>({ column: "difficulty", direction: "ascending" });
  const sign = sort.direction === "ascending" ? 1 : -1;
  const found = bank.problems
    .filter((problem) => matches(problem, q ?? ""))
    .toSorted((a, b) => {
      const [x, y] = [value(a, sort.column as Column), value(b, sort.column as Column)];
      return x < y ? -sign : x > y ? sign : a.title.localeCompare(b.title);
    });
  const shown = bank.problems.find((problem) => problem.slug === show);
  const search = (part: { q?: string; show?: string }) =>
    void navigate({
      to: "/problems",
      search: part,
      replace: true,
    });
  const kept = q ? { q } : {};
  return (
    <>
      <SearchField
        className={styles.search ?? ""}
        label="Search"
        placeholder="Title, topic or skill"
        value={q ?? ""}
        onChange={(words) => search(words ? { q: words } : {})}
      />
      {found.length ? (
        <Table
          aria-label="Problems of the bank"
          sortDescriptor={sort}
          onSortChange={setSort}
          onRowAction={(key) => search({ ...kept, show: String(key) })}
        >
          <TableHeader>
            <TableColumn id="title" isRowHeader allowsSorting>
              Problem
            </TableColumn>
            <TableColumn id="difficulty" allowsSorting wide>
              Difficulty
            </TableColumn>
            <TableColumn id="minutes" allowsSorting end>
              Minutes
            </TableColumn>
            <TableColumn id="tests" allowsSorting end wide>
              Tests
            </TableColumn>
            <TableColumn id="topics" wide>
              Topics
            </TableColumn>
          </TableHeader>
          <TableBody>
            {found.map((problem) => (
              <TableRow key={problem.slug} id={problem.slug}>
                <TableCell>
                  <strong style={{ fontWeight: 600 }}>{problem.title}</strong>
                  <span className={styles.summary}>{problem.summary}</span>
                </TableCell>
                <TableCell wide>
                  <Difficulty value={problem.difficulty ?? null} />
                </TableCell>
                <TableCell end>{problem.minutes ?? "–"}</TableCell>
                <TableCell end wide>
                  {TESTS(problem)}
                </TableCell>
                <TableCell wide>{problem.topics.join(", ")}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : (
        <Empty title="Nothing found">{`No problem has “${q}” in its title, summary, topics or skills.`}</Empty>
      )}
      {shown ? <Statement problem={shown} bank={bank} onClose={() => search(kept)} /> : null}
    </>
  );
}

function Statement({ problem, bank, onClose }: { problem: BankProblem; bank: Bank; onClose: () => void }) {
  const names = new Map(bank.languages.map((language) => [language.id, language.name]));
  return (
    <Dialog title={problem.title} isOpen onClose={onClose} wide>
      <dl className={styles.facts}>
        <dt>Difficulty</dt>
        <dd>{problem.difficulty ? `${problem.difficulty} of 9` : "not given"}</dd>
        <dt>Time</dt>
        <dd>{problem.minutes ? `about ${problem.minutes} min for a prepared candidate` : "not given"}</dd>
        <dt>Skills</dt>
        <dd>{problem.skills.join(", ") || "not given"}</dd>
        <dt>Languages</dt>
        <dd>{problem.languages.map((id) => names.get(id) ?? id).join(", ")}</dd>
        <dt>Tests</dt>
        <dd>
          {Object.entries(problem.tests)
            .map(([group, n]) => count(n, group, group))
            .join(", ")}
        </dd>
      </dl>
      <div
        className={styles.statement}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered by the server from Markdown with HTML switched off
        dangerouslySetInnerHTML={{ __html: problem.statement_html }}
      />
    </Dialog>
  );
}

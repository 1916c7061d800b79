import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import type { SortDescriptor } from "react-aria-components";
import { api, unwrap } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Page } from "../../ui/Page.tsx";
import { Empty, Loaded } from "../../ui/States.tsx";
import { Table, TableBody, TableCell, TableColumn, TableHeader, TableRow } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { type Position, positionsQuery } from "../api.ts";
import { PositionDialog } from "./PositionDialog.tsx";

export function PositionsPage() {
  const positions = useQuery(positionsQuery);
  const [making, setMaking] = useState(false);
  const add = (
    <Button look="primary" onPress={() => setMaking(true)}>
      <Icon name="plus" />
      New position
    </Button>
  );
  return (
    <Page title="Positions" under="The openings that candidates are compared within." actions={add}>
      <Loaded query={positions} what="The positions">
        {(data) =>
          data.length ? (
            <PositionTable positions={data} />
          ) : (
            <Empty title="No positions yet">
              A position holds the plan of its interview and everyone invited to it. Make the first one,
              choose its problems, then invite someone: that takes about two minutes.
            </Empty>
          )
        }
      </Loaded>
      {making ? <NewPosition onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}

function NewPosition({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const router = useRouter();
  const add = useMutation({
    mutationFn: async (body: { title: string; notes: string }) =>
      unwrap(await api.POST("/api/positions", { body })),
    onSuccess: (position) => {
      void queries.invalidateQueries({ queryKey: ["positions"] });
      onClose();
      void router.navigate({ to: "/positions/$id", params: { id: position.id } });
    },
  });
  return (
    <PositionDialog
      heading="New position"
      action="Make the position"
      isPending={add.isPending}
      error={add.error}
      onSave={add.mutate}
      onClose={onClose}
    />
  );
}

/** Sessions of a position by what can be done about them. */
export function tally(position: Position): { waiting: number; running: number; ended: number } {
  const of = (...states: (keyof Position["sessions"])[]) =>
    states.reduce<number>((sum, state) => sum + (position.sessions[state] ?? 0), 0);
  return {
    waiting: of("invited", "opened", "consented"),
    running: of("running", "evaluating"),
    ended: of("ended"),
  };
}

type Column = "title" | "plan" | "waiting" | "running" | "ended" | "created";

function value(position: Position, column: Column): string | number {
  if (column === "title") return position.title.toLocaleLowerCase();
  if (column === "plan") return position.plan_version ?? 0;
  if (column === "created") return position.created_at;
  return tally(position)[column];
}

function PositionTable({ positions }: { positions: Position[] }) {
  const [sort, setSort] = useState<SortDescriptor>({ column: "created", direction: "descending" });
  const sign = sort.direction === "ascending" ? 1 : -1;
  const sorted = positions.toSorted((a, b) => {
    const [x, y] = [value(a, sort.column as Column), value(b, sort.column as Column)];
    return x < y ? -sign : x > y ? sign : 0;
  });
  return (
    <Table aria-label="Positions" sortDescriptor={sort} onSortChange={setSort}>
      <TableHeader>
        <TableColumn id="title" isRowHeader allowsSorting>
          Position
        </TableColumn>
        <TableColumn id="plan" allowsSorting wide>
          Plan
        </TableColumn>
        <TableColumn id="waiting" allowsSorting end>
          To start
        </TableColumn>
        <TableColumn id="running" allowsSorting end>
          Running
        </TableColumn>
        <TableColumn id="ended" allowsSorting end>
          Ended
        </TableColumn>
        <TableColumn id="created" allowsSorting end wide>
          Made
        </TableColumn>
      </TableHeader>
      <TableBody>
        {sorted.map((position) => {
          const { waiting, running, ended } = tally(position);
          return (
            <TableRow key={position.id} id={position.id} href={`/positions/${position.id}`}>
              <TableCell>
                <strong style={{ fontWeight: 600, overflowWrap: "anywhere" }}>{position.title}</strong>
              </TableCell>
              <TableCell wide>
                {position.plan_version ? `version ${position.plan_version}` : "no plan yet"}
              </TableCell>
              <TableCell end>{waiting}</TableCell>
              <TableCell end>{running}</TableCell>
              <TableCell end>{ended}</TableCell>
              <TableCell end wide>
                <Time value={position.created_at} form="day" />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

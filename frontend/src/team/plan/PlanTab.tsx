import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Choice } from "../../ui/Choice.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Loaded } from "../../ui/States.tsx";
import { moment } from "../../ui/time.ts";
import { type Bank, bankQuery, type PlanVersion, type Position, plansQuery } from "../api.ts";
import { draftOf, newDraft } from "./draft.ts";
import styles from "./Plan.module.css";
import { PlanEditor } from "./PlanEditor.tsx";

const route = getRouteApi("/team/positions/$id");

export function PlanTab({ position }: { position: Position }) {
  const plans = useQuery(plansQuery(position.id));
  const bank = useQuery(bankQuery);
  return (
    <Loaded query={bank} what="The bank">
      {(known) => (
        <Loaded query={plans} what="The plan">
          {(versions) => <Versions position={position} bank={known} versions={versions} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Versions({ position, bank, versions }: { position: Position; bank: Bank; versions: PlanVersion[] }) {
  const { version } = route.useSearch();
  const navigate = useNavigate();
  const rising = versions.toSorted((a, b) => b.version - a.version);
  const latest = rising[0];
  const shown = rising.find((plan) => plan.version === version) ?? latest;
  const show = (id: string) =>
    void navigate({
      to: "/positions/$id",
      params: { id: position.id },
      search: Number(id) === latest?.version ? {} : { version: Number(id) },
      replace: true,
    });
  return (
    <div className={styles.form}>
      {shown && rising.length > 1 ? (
        <div className={styles.versions}>
          <Choice
            label="Version"
            options={rising.map((plan) => ({
              id: String(plan.version),
              name: `Version ${plan.version}${plan === latest ? ", the latest" : ""}: ${moment(new Date(plan.created_at))} by ${plan.created_by}`,
            }))}
            value={String(shown.version)}
            onChange={show}
          />
        </div>
      ) : null}
      {shown && shown !== latest ? (
        <Notice kind="information" title={`This is version ${shown.version}, not the latest`}>
          Whoever was invited under it keeps it. Saving from here makes version {(latest?.version ?? 0) + 1}{" "}
          and leaves this one as it is.
        </Notice>
      ) : null}
      {!latest ? (
        <Notice kind="information" title="This position has no plan yet">
          Choose the problems and the time below and save. Then you can invite people.
        </Notice>
      ) : null}
      <PlanEditor
        key={shown?.id ?? "new"}
        position={position.id}
        bank={bank}
        start={shown ? draftOf(shown.plan) : newDraft(bank)}
        latest={latest?.version ?? 0}
        isLatest={shown !== undefined && shown === latest}
      />
    </div>
  );
}

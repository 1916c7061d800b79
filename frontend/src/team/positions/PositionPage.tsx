import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../../api/client.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../../ui/States.tsx";
import { Tab, TabList, TabPanel, Tabs } from "../../ui/Tabs.tsx";
import { type Position, positionQuery } from "../api.ts";
import { CompareTab } from "../compare/CompareTab.tsx";
import { InvitationsTab } from "../invitations/InvitationsTab.tsx";
import { PlanTab } from "../plan/PlanTab.tsx";
import { SimilarityTab } from "../similarity/SimilarityTab.tsx";
import { PositionDialog } from "./PositionDialog.tsx";
import styles from "./PositionPage.module.css";

const route = getRouteApi("/team/positions/$id");

export function PositionPage() {
  const { id } = route.useParams();
  const position = useQuery(positionQuery(id));
  return (
    <Loaded query={position} what="The position" frame={(state) => <Page title="Position">{state}</Page>}>
      {(data) => <Full key={data.id} position={data} />}
    </Loaded>
  );
}

function Full({ position }: { position: Position }) {
  const { tab, sort, order } = route.useSearch();
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title={position.title}
      over={
        <Link to="/positions" className={styles.back ?? ""}>
          Positions
        </Link>
      }
      under={position.notes ? <p className={styles.notes}>{position.notes}</p> : null}
      actions={
        <>
          <ButtonLink to="/sessions" search={{ position: position.id }} look="quiet">
            Its sessions
          </ButtonLink>
          <Button onPress={() => setEditing(true)}>Edit title and notes</Button>
        </>
      }
    >
      <Tabs
        selectedKey={tab ?? "plan"}
        onSelectionChange={(key) =>
          void navigate({
            to: "/positions/$id",
            params: { id: position.id },
            search: key === "invitations" || key === "compare" || key === "similarity" ? { tab: key } : {},
            replace: true,
          })
        }
      >
        <TabList aria-label="Parts of the position">
          <Tab id="plan">Plan</Tab>
          <Tab id="invitations">Invitations</Tab>
          <Tab id="compare">Compare</Tab>
          <Tab id="similarity">Similarity</Tab>
        </TabList>
        <TabPanel id="plan">
          <PlanTab position={position} />
        </TabPanel>
        <TabPanel id="invitations">
          <InvitationsTab position={position} />
        </TabPanel>
        <TabPanel id="compare">
          <CompareTab
            position={position}
            sort={sort ?? "overall"}
            order={order ?? "desc"}
            onSort={(sorting) =>
              void navigate({
                to: "/positions/$id",
                params: { id: position.id },
                search: { tab: "compare", ...sorting },
                replace: true,
                resetScroll: false,
              })
            }
          />
        </TabPanel>
        <TabPanel id="similarity">
          <SimilarityTab position={position} />
        </TabPanel>
      </Tabs>
      {editing ? <EditPosition position={position} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}

function EditPosition({ position, onClose }: { position: Position; onClose: () => void }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async (body: { title: string; notes: string }) =>
      unwrap(await api.PATCH("/api/positions/{id}", { params: { path: { id: position.id } }, body })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["positions"] });
      onClose();
    },
  });
  return (
    <PositionDialog
      heading="Title and notes"
      action="Save"
      start={{ title: position.title, notes: position.notes }}
      isPending={change.isPending}
      error={change.error}
      onSave={change.mutate}
      onClose={onClose}
    />
  );
}

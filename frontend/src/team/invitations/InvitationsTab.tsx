import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, unwrap } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Confirm } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Menu, MenuItem } from "../../ui/Overlay.tsx";
import { Empty, errorWords, Loaded } from "../../ui/States.tsx";
import { Table, TableBody, TableCell, TableColumn, TableHeader, TableRow } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { count } from "../../ui/time.ts";
import { type Invitation, invitationsQuery, type Position } from "../api.ts";
import { FreshLinks } from "./FreshLinks.tsx";
import styles from "./Invitations.module.css";
import { InviteMany } from "./InviteMany.tsx";
import { InviteOne } from "./InviteOne.tsx";

export function InvitationsTab({ position }: { position: Position }) {
  const invitations = useQuery(invitationsQuery(position.id));
  const queries = useQueryClient();
  const [inviting, setInviting] = useState<"one" | "many" | null>(null);
  const [fresh, setFresh] = useState<Invitation[]>([]);
  const invited = (made: Invitation[]) => {
    setInviting(null);
    setFresh((before) => [...made, ...before.filter((old) => !made.some((one) => one.id === old.id))]);
    void queries.invalidateQueries({ queryKey: ["positions"] });
    void queries.invalidateQueries({ queryKey: ["sessions"] });
  };
  if (position.plan_version === null) {
    return (
      <Empty title="First a plan">
        People are invited to a version of the plan. Choose the problems on the Plan tab and save; then invite
        here.
      </Empty>
    );
  }
  return (
    <>
      {fresh.length ? <FreshLinks invitations={fresh} onDone={() => setFresh([])} /> : null}
      <div className={styles.head}>
        <p className={styles.note}>New invitations are to version {position.plan_version} of the plan.</p>
        <div className={styles.buttons}>
          <Button onPress={() => setInviting("many")}>Invite many (CSV)</Button>
          <Button look="primary" onPress={() => setInviting("one")}>
            <Icon name="plus" />
            Invite one person
          </Button>
        </div>
      </div>
      <Loaded query={invitations} what="The invitations">
        {(data) =>
          data.length ? (
            <InvitationTable invitations={data} onFresh={(one) => invited([one])} />
          ) : (
            <Empty title="Nobody is invited yet">
              Invite one person, or a whole list at once. Each gets a personal link, which you send on
              yourself.
            </Empty>
          )
        }
      </Loaded>
      {inviting === "one" ? (
        <InviteOne
          position={position.id}
          onInvited={(one) => invited([one])}
          onClose={() => setInviting(null)}
        />
      ) : null}
      {inviting === "many" ? (
        <InviteMany position={position.id} onInvited={invited} onClose={() => setInviting(null)} />
      ) : null}
    </>
  );
}

interface Asked {
  what: "revoke" | "link";
  invitation: Invitation;
}

function InvitationTable({
  invitations,
  onFresh,
}: {
  invitations: Invitation[];
  onFresh: (one: Invitation) => void;
}) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <p className="visually-hidden">{count(invitations.length, "invitation")}</p>
      <Table aria-label="Invitations">
        <TableHeader>
          <TableColumn isRowHeader>Candidate</TableColumn>
          <TableColumn wide>Plan</TableColumn>
          <TableColumn wide>May start</TableColumn>
          <TableColumn wide>Invited</TableColumn>
          <TableColumn>Session</TableColumn>
          <TableColumn end>
            <span className="visually-hidden">Actions</span>
          </TableColumn>
        </TableHeader>
        <TableBody>
          {invitations.map((one) => (
            <TableRow key={one.id} id={one.id}>
              <TableCell>
                <span className={styles.who}>
                  {one.candidate}
                  <small>{one.email}</small>
                </span>
              </TableCell>
              <TableCell wide>version {one.plan_version}</TableCell>
              <TableCell wide>
                <Window invitation={one} />
              </TableCell>
              <TableCell wide>
                <Time value={one.created_at} />
              </TableCell>
              <TableCell>
                {one.revoked ? (
                  <span className={styles.soft}>revoked</span>
                ) : (
                  <Link to="/sessions/$id" params={{ id: one.session }}>
                    see its state
                  </Link>
                )}
              </TableCell>
              <TableCell end>
                <Menu
                  aria-label={`Invitation of ${one.candidate}`}
                  trigger={
                    <Button
                      look="quiet"
                      size="icon"
                      aria-label={`What can be done with the invitation of ${one.candidate}`}
                    >
                      <Icon name="more" />
                    </Button>
                  }
                  onAction={(key) => setAsked({ what: key as Asked["what"], invitation: one })}
                  disabledKeys={one.revoked ? ["revoke", "link"] : []}
                >
                  <MenuItem id="link">Make a new link</MenuItem>
                  <MenuItem id="revoke" danger>
                    Revoke
                  </MenuItem>
                </Menu>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {asked ? <Ask asked={asked} onFresh={onFresh} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function Window({ invitation }: { invitation: Invitation }) {
  const { opens_at, closes_at } = invitation;
  if (!opens_at && !closes_at) return <span className={styles.soft}>any time</span>;
  return (
    <>
      {opens_at ? (
        <>
          from <Time value={opens_at} />{" "}
        </>
      ) : null}
      {closes_at ? (
        <>
          until <Time value={closes_at} />
        </>
      ) : null}
    </>
  );
}

function Ask({
  asked,
  onFresh,
  onClose,
}: {
  asked: Asked;
  onFresh: (one: Invitation) => void;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { invitation, what } = asked;
  const params = { path: { id: invitation.id } };
  const act = useMutation({
    mutationFn: async () =>
      what === "revoke"
        ? unwrap(await api.POST("/api/invitations/{id}/revoke", { params }))
        : unwrap(await api.POST("/api/invitations/{id}/link", { params })),
    onSuccess: (changed) => {
      void queries.invalidateQueries({ queryKey: ["positions"] });
      void queries.invalidateQueries({ queryKey: ["sessions"] });
      if (what === "link") onFresh(changed);
      onClose();
    },
  });
  const failure = act.error ? Object.values(errorWords(act.error)).filter(Boolean).join(". ") : null;
  const shared = {
    isOpen: true,
    onClose,
    onConfirm: () => act.mutate(),
    isPending: act.isPending,
    error: failure,
  };
  return what === "revoke" ? (
    <Confirm
      {...shared}
      title={`Revoke the invitation of ${invitation.candidate}?`}
      action="Revoke"
      look="danger"
    >
      <p>The personal link stops working at once. This cannot be undone; you can invite the person again.</p>
    </Confirm>
  ) : (
    <Confirm {...shared} title={`Make a new link for ${invitation.candidate}?`} action="Make a new link">
      <p>The old link stops working. What the candidate did so far is kept, and the new link leads to it.</p>
    </Confirm>
  );
}

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { api, unwrap } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Failure } from "../../ui/States.tsx";
import type { Invitation } from "../api.ts";
import styles from "./Invitations.module.css";

/** What a datetime-local field holds, as a moment with its zone; null where it is empty. */
function moment(local: string): string | null {
  return local ? new Date(local).toISOString() : null;
}

export interface InviteOneProps {
  position: string;
  onInvited: (invitation: Invitation) => void;
  onClose: () => void;
}

export function InviteOne({ position, onInvited, onClose }: InviteOneProps) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [opens, setOpens] = useState("");
  const [closes, setCloses] = useState("");
  const wrongWindow = opens && closes && closes <= opens;
  const invite = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.POST("/api/positions/{id}/invitations", {
          params: { path: { id: position } },
          body: {
            name: name.trim(),
            email: email.trim(),
            opens_at: moment(opens),
            closes_at: moment(closes),
          },
        }),
      ),
    onSuccess: onInvited,
  });
  return (
    <Dialog title="Invite one person" isOpen onClose={onClose}>
      <Form
        className={styles.form ?? ""}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <TextField label="Name" value={name} onChange={setName} maxLength={120} isRequired autoFocus />
        <TextField
          label="Email"
          type="email"
          description="To tell people apart. Assay sends nothing by itself: you send the link."
          value={email}
          onChange={setEmail}
          maxLength={254}
          isRequired
        />
        <div className={styles.pair}>
          <TextField label="May start from" type="datetime-local" value={opens} onChange={setOpens} />
          <TextField
            label="Must start before"
            type="datetime-local"
            value={closes}
            onChange={setCloses}
            error={wrongWindow ? "This must be later than the start of the window." : null}
          />
        </div>
        <p className={styles.note}>
          Leave both empty and the link works from now on. Times are in{" "}
          {Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ")}, as this computer is set.
        </p>
        {invite.error ? <Failure what="Nobody was invited" error={invite.error} /> : null}
        <div className={styles.buttons}>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            isPending={invite.isPending}
            isDisabled={!name.trim() || !email.trim() || Boolean(wrongWindow)}
          >
            Make the link
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

import { useState } from "react";
import { Form } from "react-aria-components";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { errorWords } from "../../ui/States.tsx";

export interface PositionDialogProps {
  heading: string;
  action: string;
  start?: { title: string; notes: string };
  isPending: boolean;
  error: Error | null;
  onSave: (position: { title: string; notes: string }) => void;
  onClose: () => void;
}

/** Title and notes of a position, new or old. */
export function PositionDialog(props: PositionDialogProps) {
  const [title, setTitle] = useState(props.start?.title ?? "");
  const [notes, setNotes] = useState(props.start?.notes ?? "");
  const failure = props.error && errorWords(props.error);
  return (
    <Dialog title={props.heading} isOpen onClose={props.onClose}>
      <Form
        id="position"
        validationBehavior="aria"
        style={{ display: "grid", gap: "var(--space-4)" }}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSave({ title: title.trim(), notes });
        }}
      >
        <TextField
          label="Title"
          description="As candidates read it, for example “Backend engineer, senior”."
          value={title}
          onChange={setTitle}
          maxLength={120}
          isRequired
          autoFocus
        />
        <TextField
          label="Notes"
          description="For the team only."
          value={notes}
          onChange={setNotes}
          maxLength={4000}
          rows={4}
        />
        {failure ? (
          <Notice kind="failed" title={failure.title}>
            {failure.text}
          </Notice>
        ) : null}
        <div style={{ display: "flex", justifyContent: "flex-end", gap: "var(--space-2)" }}>
          <Button onPress={props.onClose}>Cancel</Button>
          <Button type="submit" look="primary" isPending={props.isPending} isDisabled={!title.trim()}>
            {props.action}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

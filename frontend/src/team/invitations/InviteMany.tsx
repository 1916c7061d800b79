import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { api, unwrap } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Failure } from "../../ui/States.tsx";
import { count } from "../../ui/time.ts";
import type { CsvResult, Invitation } from "../api.ts";
import styles from "./Invitations.module.css";

export interface InviteManyProps {
  position: string;
  onInvited: (invitations: Invitation[]) => void;
  onClose: () => void;
}

/** First the list is only checked, each complaint at its line; then whoever is without one is invited. */
export function InviteMany({ position, onInvited, onClose }: InviteManyProps) {
  const [text, setText] = useState("");
  const send = async (dryRun: boolean): Promise<CsvResult> =>
    unwrap(
      await api.POST("/api/positions/{id}/invitations/csv", {
        params: { path: { id: position }, query: { dry_run: dryRun } },
        body: text,
        bodySerializer: (body) => body,
        headers: { "Content-Type": "text/csv; charset=utf-8" },
      }),
    );
  const check = useMutation({ mutationFn: () => send(true) });
  const invite = useMutation({
    mutationFn: () => send(false),
    onSuccess: (result) => onInvited(result.created),
  });
  const result = check.data;
  const people = result ? usable(result) : 0;
  const change = (next: string) => {
    setText(next);
    check.reset();
    invite.reset();
  };
  return (
    <Dialog
      title="Invite many people"
      isOpen
      onClose={onClose}
      wide
      actions={
        <>
          {result ? (
            <Button onPress={() => check.reset()}>Change the list</Button>
          ) : (
            <Button onPress={onClose}>Cancel</Button>
          )}
          {result ? (
            <Button
              look="primary"
              isDisabled={people === 0}
              isPending={invite.isPending}
              onPress={() => invite.mutate()}
            >
              {invite.isPending ? "Inviting" : `Invite ${count(people, "person", "people")}`}
            </Button>
          ) : (
            <Button
              look="primary"
              isDisabled={!text.trim()}
              isPending={check.isPending}
              onPress={() => check.mutate()}
            >
              {check.isPending ? "Checking" : "Check the list"}
            </Button>
          )}
        </>
      }
    >
      {result ? <Checked text={text} result={result} /> : <Enter text={text} onChange={change} />}
      {check.error ? <Failure what="The list could not be checked" error={check.error} /> : null}
      {invite.error ? <Failure what="Nobody was invited" error={invite.error} /> : null}
    </Dialog>
  );
}

/** How many lines have nothing wrong with them. */
function usable(result: CsvResult): number {
  return result.lines - new Set(result.errors.map((error) => error.line)).size;
}

function Enter({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [unread, setUnread] = useState<string | null>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      onChange(await file.text());
      setUnread(null);
    } catch (error) {
      setUnread(`${file.name} could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <>
      <p className={styles.note}>
        One person a line, under a heading line. <code>opens_at</code> and <code>closes_at</code> may be left
        out; they are the window in which to start, with a zone, as in <code>2026-12-01T09:00+01:00</code>.
      </p>
      <TextField
        label="The list, as CSV"
        value={text}
        onChange={onChange}
        rows={10}
        code
        placeholder={"name,email\nAda Lovelace,ada@example.org"}
        error={unread}
        autoFocus
      />
      <div className={styles.file}>
        <FileTrigger acceptedFileTypes={[".csv", "text/csv"]} onSelect={(files) => void read(files?.[0])}>
          <Button size="small">
            <Icon name="upload" />
            Take it from a file
          </Button>
        </FileTrigger>
        <span className={styles.note}>It is checked first; nobody is invited yet.</span>
      </div>
    </>
  );
}

function Checked({ text, result }: { text: string; result: CsvResult }) {
  const errors = new Map<number, CsvResult["errors"]>();
  for (const error of result.errors) errors.set(error.line, [...(errors.get(error.line) ?? []), error]);
  const people = usable(result);
  const lines = text.replace(/\r?\n$/, "").split(/\r\n|\n|\r/);
  const beyond = result.errors.filter((error) => error.line > lines.length);
  return (
    <>
      {result.errors.length ? (
        <Notice kind="attention" title={`${count(errors.size, "line")} cannot be used`} live>
          {people
            ? `${count(people, "person", "people")} can be invited now. Change the list to mend the others, or invite without them.`
            : "Nobody can be invited from it as it is. Change the list to mend them."}
        </Notice>
      ) : (
        <Notice kind="passed" title={`${count(people, "person", "people")} can be invited`} live>
          Nothing is wrong with the list.
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
      <ol className={styles.lines} aria-label="The list, line by line" tabIndex={0}>
        {lines.map((line, index) => {
          const wrong = errors.get(index + 1);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is named by its number
            <li key={index} className={cx(wrong && styles.bad)}>
              <span className={styles.no}>{index + 1}</span>
              <code>{line || " "}</code>
              {wrong?.map((error) => (
                <span key={error.message} className={styles.why}>
                  {error.message} {error.remedy}
                </span>
              ))}
            </li>
          );
        })}
      </ol>
      {beyond.map((error) => (
        <Notice
          key={`${error.line}${error.message}`}
          kind="attention"
          title={`Line ${error.line}: ${error.message}`}
        >
          {error.remedy}
        </Notice>
      ))}
    </>
  );
}

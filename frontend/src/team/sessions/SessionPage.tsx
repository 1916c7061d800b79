import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, ButtonLink, FileLink } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Menu, MenuItem } from "../../ui/Overlay.tsx";
import { Page } from "../../ui/Page.tsx";
import { Loaded, Progress, Skeleton } from "../../ui/States.tsx";
import { Time } from "../../ui/Time.tsx";
import { duration } from "../../ui/time.ts";
import { reportQuery, type SessionRow, sessionQuery } from "../api.ts";
import { Report } from "../report/Report.tsx";
import styles from "./SessionPage.module.css";
import { State, waitingWords } from "./state.tsx";

const route = getRouteApi("/team/sessions/$id");

/** One candidate's sitting: its live state while it runs, its report once it has ended. */
export function SessionPage() {
  const { id } = route.useParams();
  const session = useQuery(sessionQuery(id));
  return (
    <Loaded query={session} what="The session" frame={(state) => <Page title="Session">{state}</Page>}>
      {(row) => <Full key={row.id} row={row} />}
    </Loaded>
  );
}

function Full({ row }: { row: SessionRow }) {
  return (
    <Page
      title={row.candidate}
      over={
        <span className={styles.noPrint}>
          <Link to="/sessions" className={styles.back ?? ""}>
            Sessions
          </Link>
          {" / "}
          <Link to="/positions/$id" params={{ id: row.position_id }} className={styles.back ?? ""}>
            {row.position}
          </Link>
        </span>
      }
      under={
        <span className={styles.line}>
          <span>{row.email}</span>
          <State state={row.state} />
        </span>
      }
      actions={row.state === "ended" ? <Files id={row.id} /> : null}
    >
      {row.state === "ended" ? <Ended row={row} /> : <Running row={row} />}
    </Page>
  );
}

function Files({ id }: { id: string }) {
  const base = `/api/sessions/${id}`;
  return (
    <div className={styles.files}>
      <FileLink href={`${base}/report.pdf`} download={`report-${id}.pdf`}>
        <Icon name="download" />
        PDF
      </FileLink>
      <Menu
        aria-label="Other forms of the report"
        trigger={
          <Button>
            Other forms
            <Icon name="down" />
          </Button>
        }
        onAction={(key) => {
          if (key === "print") window.print();
        }}
      >
        <MenuItem id="html" href={`${base}/report.html`} target="_blank">
          One HTML page
        </MenuItem>
        <MenuItem id="json" href={`${base}/report`} target="_blank">
          JSON
        </MenuItem>
        <MenuItem id="log" href={`${base}/export`} target="_blank">
          Sealed log, as a file
        </MenuItem>
        <MenuItem id="print">Print this page</MenuItem>
      </Menu>
    </div>
  );
}

function Ended({ row }: { row: SessionRow }) {
  const { at } = route.useSearch();
  const report = useQuery(reportQuery(row.id));
  return (
    <Loaded query={report} what="The report" skeleton={<Skeleton lines={12} label="The report: loading" />}>
      {(document) => (
        <Report report={document} position={row.position_id} {...(at !== undefined && { at })} />
      )}
    </Loaded>
  );
}

function Running({ row }: { row: SessionRow }) {
  const { clock } = row;
  const whole = clock.minutes * 60_000 + (clock.returned_ms ?? 0);
  const left = clock.remaining_ms ?? null;
  return (
    <section className={styles.live} aria-label="Where the session stands">
      <h2>{waitingWords(row.waiting_for)}</h2>
      {row.state === "running" && left !== null ? (
        <Progress
          label="Time used"
          value={whole - left}
          max={whole}
          figure={`${duration(left)} of ${duration(whole)} left`}
        />
      ) : null}
      <dl className={styles.facts}>
        <dt>State</dt>
        <dd>
          <State state={row.state} />
        </dd>
        <dt>Line</dt>
        <dd>{row.connected ? "the candidate is on line" : "the candidate is not on line"}</dd>
        <dt>Invited</dt>
        <dd>
          <Time value={row.invited_at} />, to plan version {row.plan_version}
        </dd>
        <dt>Started</dt>
        <dd>
          <Time value={row.started_at} none="not yet" />
        </dd>
        <dt>Time granted</dt>
        <dd>
          {clock.minutes} min
          {clock.returned_ms ? `, and ${duration(clock.returned_ms)} given back for faults of ours` : ""}
        </dd>
      </dl>
      <p className={styles.note}>
        {row.state === "revoked" || row.state === "expired"
          ? "There will be no report for this session."
          : "This page keeps itself up to date. The report and the replay appear here when the session has ended."}
      </p>
      <div>
        <ButtonLink to="/positions/$id" params={{ id: row.position_id }} search={{ tab: "invitations" }}>
          The position’s invitations
        </ButtonLink>
      </div>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Radio, RadioGroup } from "../ui/Options.tsx";
import { Page } from "../ui/Page.tsx";
import { Loaded } from "../ui/States.tsx";
import { applyTheme, readTheme, type Theme } from "../ui/theme.ts";
import { meQuery } from "./api.ts";
import styles from "./MePage.module.css";

const MAY: Record<string, string> = {
  positions: "make positions and plans",
  invite: "invite candidates",
  sessions: "see sessions, reports and replays",
  admin: "administer the organization",
};

export function MePage() {
  const me = useQuery(meQuery);
  const [theme, setTheme] = useState<Theme>(readTheme);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Page title="Settings">
      <Loaded query={me} what="Your settings">
        {(data) => (
          <dl className={styles.facts}>
            <dt>Name</dt>
            <dd>{data.name}</dd>
            <dt>Email</dt>
            <dd>{data.email}</dd>
            <dt>Organization</dt>
            <dd>{data.organization}</dd>
            <dt>You may</dt>
            <dd>
              {data.permissions.length
                ? data.permissions.map((permission) => MAY[permission] ?? permission).join("; ")
                : "only see this page; ask the person who runs Assay for you"}
            </dd>
            <dt>Times are shown in</dt>
            <dd>{zone.replaceAll("_", " ")}, as this computer is set</dd>
          </dl>
        )}
      </Loaded>
      <section className={styles.section}>
        <h2>Appearance</h2>
        <RadioGroup
          label="Light or dark"
          description="Kept in this browser only."
          value={theme}
          onChange={(value) => {
            setTheme(value as Theme);
            applyTheme(value as Theme);
          }}
        >
          <Radio value="system">As this computer is set</Radio>
          <Radio value="light">Light</Radio>
          <Radio value="dark">Dark</Radio>
        </RadioGroup>
      </section>
    </Page>
  );
}

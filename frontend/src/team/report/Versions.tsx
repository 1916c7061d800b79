import { useQuery } from "@tanstack/react-query";
import { Scroll } from "../../ui/Scroll.tsx";
import { Loaded } from "../../ui/States.tsx";
import { Time } from "../../ui/Time.tsx";
import { count } from "../../ui/time.ts";
import { reportVersionsQuery } from "../api.ts";
import styles from "./Report.module.css";

/** The report was made more than once: what each version says differently from the one before. */
export function Versions({ session }: { session: string }) {
  const query = useQuery(reportVersionsQuery(session));
  return (
    <Loaded query={query} what="The earlier versions">
      {({ versions }) =>
        versions.length < 2 ? null : (
          <section aria-labelledby="versions-title">
            <h3 id="versions-title">Versions</h3>
            <p className={styles.soft}>
              This report was made {count(versions.length, "time")}: when something was measured or judged
              again, or by a newer release. The earlier ones are kept.
            </p>
            {versions.map((version) =>
              version.changes.length === 0 ? null : (
                <details key={version.version} className={styles.evidence}>
                  <summary>
                    <Time value={version.made_at} />: {count(version.changes.length, "difference")}
                  </summary>
                  <Scroll label="What changed" className={styles.changes ?? ""}>
                    <table className={styles.groups}>
                      <thead>
                        <tr>
                          <th scope="col">Of</th>
                          <th scope="col">What</th>
                          <th scope="col">Before</th>
                          <th scope="col">After</th>
                        </tr>
                      </thead>
                      <tbody>
                        {version.changes.map((change) => (
                          <tr key={`${change.where} ${change.what}`}>
                            <td>{change.where}</td>
                            <th scope="row">{change.what}</th>
                            <td className={styles.what}>{change.before ?? "(not said)"}</td>
                            <td className={styles.what}>{change.after ?? "(not said)"}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </Scroll>
                </details>
              ),
            )}
          </section>
        )
      }
    </Loaded>
  );
}

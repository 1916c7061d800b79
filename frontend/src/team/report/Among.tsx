import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Loaded } from "../../ui/States.tsx";
import { comparisonQuery } from "../api.ts";
import { DistributionPicture } from "../compare/Distribution.tsx";
import styles from "./Report.module.css";

/** This person among the others for the same position, under the same conditions. */
export function Among({ session, position }: { session: string; position: string }) {
  const comparison = useQuery(comparisonQuery(position));
  return (
    <Loaded query={comparison} what="The comparison with others">
      {({ groups }) => {
        const group = groups.find((each) => each.candidates.some((one) => one.session === session));
        const own = group?.candidates.find((one) => one.session === session);
        return (
          <>
            {group ? (
              <>
                {own?.standing ? <p className={styles.prose}>{own.standing.words}</p> : null}
                <DistributionPicture group={group} chosen={[session]} />
              </>
            ) : (
              <p className={styles.soft}>Nobody sat the same problems under the same conditions.</p>
            )}
            <p className={styles.soft}>
              <Link to="/positions/$id" params={{ id: position }} search={{ tab: "compare" }}>
                All candidates of the position beside each other
              </Link>
            </p>
          </>
        );
      }}
    </Loaded>
  );
}

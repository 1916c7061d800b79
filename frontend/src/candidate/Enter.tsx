import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiError } from "../api/client.ts";
import { Button } from "../ui/Button.tsx";
import { Actions, Loading, Page, Trouble } from "./Page.tsx";
import { PATIENT, patienceText } from "./patience.ts";
import { candidateQuery, enter } from "./query.ts";
import { advice, headline } from "./words/link.ts";

/** The personal link: exchanged for a cookie, then out of the address bar. */
export function Enter() {
  const { token } = useParams({ from: "/i/$token" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const entering = useMutation({
    ...PATIENT,
    mutationFn: enter,
    onSuccess: async (view) => {
      queries.setQueryData(candidateQuery.queryKey, view);
      await navigate({ to: "/interview", replace: true });
    },
  });
  const { mutate } = entering;
  useEffect(() => mutate(token), [mutate, token]);

  if (!entering.isError) {
    const busy = patienceText(entering.failureCount);
    if (busy === null) return <Loading what="Opening your interview" />;
    return (
      <Page title="Opening your interview">
        <p role="status">{busy}</p>
      </Page>
    );
  }
  const { error } = entering;
  return (
    <Page title={headline(error)}>
      <Trouble>
        {error instanceof ApiError ? <p>{error.message}</p> : null}
        <p>{advice(error)}</p>
      </Trouble>
      <Actions>
        <Button look="primary" onPress={() => mutate(token)}>
          Try again
        </Button>
      </Actions>
    </Page>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiError } from "../api/client.ts";
import { Button } from "../ui/Button.tsx";
import { Actions, Loading, Page, Trouble } from "./Page.tsx";
import { candidateQuery, enter } from "./query.ts";

/** What to say where the server does not take the link; its own words stand below. */
function headline(error: Error): string {
  if (!(error instanceof ApiError)) return "This page cannot reach the server";
  if (error.status === 404 || error.status === 422) return "This link is not known here";
  if (error.status === 410) return "This link can no longer be used";
  if (error.status === 403 || error.status === 409 || error.status === 425)
    return "This link cannot be used yet";
  if (error.status === 429) return "Too many tries in a short time";
  return "The server could not open your interview";
}

function advice(error: Error): string {
  if (!(error instanceof ApiError))
    return "Check your connection and try again. Nothing has started and no time has been used.";
  if (error.remedy) return error.remedy;
  if (error.status === 404 || error.status === 422)
    return "Open the link exactly as it stands in your invitation, to its last character. If it still fails, ask the person who invited you for a new one.";
  if (error.status >= 500) return "This is our fault and not yours. Wait a minute and try again.";
  return "Ask the person who invited you; they can see your invitation and send a new link.";
}

/** The personal link: exchanged for a cookie, then out of the address bar. */
export function Enter() {
  const { token } = useParams({ from: "/i/$token" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const entering = useMutation({
    mutationFn: enter,
    onSuccess: async (view) => {
      queries.setQueryData(candidateQuery.queryKey, view);
      await navigate({ to: "/interview", replace: true });
    },
  });
  const { mutate } = entering;
  useEffect(() => mutate(token), [mutate, token]);

  if (!entering.isError) return <Loading what="Opening your interview" />;
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

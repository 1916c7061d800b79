import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ApiError } from "../api/client.ts";
import { Button } from "../ui/Button.tsx";
import { Actions, Loading, Page, Trouble } from "./Page.tsx";
import { type CandidateView, candidateQuery } from "./query.ts";
import { advice, headline } from "./words/link.ts";

const Before = lazy(async () => ({ default: (await import("./before/Before.tsx")).Before }));
const Done = lazy(async () => ({ default: (await import("./Done.tsx")).Done }));
const Work = lazy(async () => ({ default: (await import("./Work.tsx")).Work }));

/** The whole of the candidate's side, by the state of the session. */
export function Interview() {
  const queries = useQueryClient();
  const { data: view, error, isPending, refetch } = useQuery(candidateQuery);

  if (isPending) return <Loading what="Opening your interview" />;
  if (!view) {
    return (
      <Page title={headline(error)}>
        <Trouble>
          {error instanceof ApiError && error.status !== 401 ? <p>{error.message}</p> : null}
          <p>{advice(error)}</p>
        </Trouble>
        <Actions>
          <Button look="primary" onPress={() => void refetch()}>
            Try again
          </Button>
        </Actions>
      </Page>
    );
  }

  const show = (next: CandidateView) => queries.setQueryData(candidateQuery.queryKey, next);
  return (
    <Suspense fallback={<Loading what="Opening your interview" />}>
      <ByState view={view} onView={show} onEnded={() => void refetch()} />
    </Suspense>
  );
}

interface ByStateProps {
  view: CandidateView;
  onView: (view: CandidateView) => void;
  onEnded: () => void;
}

function ByState({ view, onView, onEnded }: ByStateProps) {
  switch (view.state) {
    case "invited":
    case "consented":
      return <Before view={view} onView={onView} />;
    case "running":
      return <Work view={view} onEnded={onEnded} />;
    case "ended":
      return <Done view={view} />;
  }
}

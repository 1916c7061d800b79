/** What the team's pages ask of the server: one function for each question, shared by key. */

import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "../api/client.ts";
import type { SessionsSearch } from "./routes.tsx";

export type Position = Schemas["Position"];
export type PlanVersion = Schemas["PlanVersion"];
export type Plan = Schemas["Plan"];
export type Bank = Schemas["Bank"];
export type BankProblem = Schemas["BankProblem"];
export type Invitation = Schemas["Invitation"];
export type CsvResult = Schemas["CsvResult"];
export type SessionRow = Schemas["SessionRow"];
export type SessionState = SessionRow["state"];
export type SessionSort =
  | "invited_at"
  | "candidate"
  | "position"
  | "state"
  | "started_at"
  | "ended_at"
  | "overall";

/** Rows on one page of the ledger. */
export const PAGE_ROWS = 50;
/** How often what is live is asked for again, in ms. */
export const LIVE_MS = 5000;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async () => unwrap(await api.GET("/api/me")),
  staleTime: 60_000,
  retry: false,
});

export const positionsQuery = queryOptions({
  queryKey: ["positions"],
  queryFn: async () => unwrap(await api.GET("/api/positions")),
});

export const positionQuery = (id: string) =>
  queryOptions({
    queryKey: ["positions", id],
    queryFn: async () => unwrap(await api.GET("/api/positions/{id}", { params: { path: { id } } })),
  });

export const plansQuery = (id: string) =>
  queryOptions({
    queryKey: ["positions", id, "plans"],
    queryFn: async () => unwrap(await api.GET("/api/positions/{id}/plans", { params: { path: { id } } })),
  });

export type Comparison = Schemas["Comparison"];
export type ComparedGroup = Schemas["ComparedGroup"];
export type ComparedCandidate = Schemas["ComparedCandidate"];
export type ComparedScore = Schemas["ComparedScore"];

export const comparisonQuery = (id: string) =>
  queryOptions({
    queryKey: ["positions", id, "comparison"],
    queryFn: async () =>
      unwrap(await api.GET("/api/positions/{id}/comparison", { params: { path: { id } } })),
  });

export const pairQuery = (id: string, one: string, other: string) =>
  queryOptions({
    queryKey: ["positions", id, "comparison", one, other],
    queryFn: async () =>
      unwrap(
        await api.GET("/api/positions/{id}/comparison/{one}/{other}", {
          params: { path: { id, one, other } },
        }),
      ),
  });

export type Similarity = Schemas["Similarity"];
export type AlikeProblem = Schemas["AlikeProblem"];
export type AlikeCode = Schemas["AlikeCode"];
export type AlikePart = Schemas["AlikePart"];
export type SideBySide = Schemas["SideBySide"];

/** Asked again while a problem is still being compared. */
export const similarityQuery = (id: string) =>
  queryOptions({
    queryKey: ["positions", id, "similarity"],
    queryFn: async () =>
      unwrap(await api.GET("/api/positions/{id}/similarity", { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data?.problems.some((each) => each.state === "comparing") ? 1000 : false,
  });

export const sideBySideQuery = (id: string, problem: string, one: string, other: string) =>
  queryOptions({
    queryKey: ["positions", id, "similarity", problem, one, other],
    queryFn: async () =>
      unwrap(
        await api.GET("/api/positions/{id}/similarity/{problem}/{one}/{other}", {
          params: { path: { id, problem, one, other } },
        }),
      ),
    staleTime: 60_000,
  });

export const bankQuery = queryOptions({
  queryKey: ["bank"],
  queryFn: async () => unwrap(await api.GET("/api/bank")),
  staleTime: 300_000,
});

export const invitationsQuery = (id: string) =>
  queryOptions({
    queryKey: ["positions", id, "invitations"],
    queryFn: async () =>
      unwrap(await api.GET("/api/positions/{id}/invitations", { params: { path: { id } } })),
  });

/** The search of the ledger's address as the API's query. */
export function sessionsParameters(search: SessionsSearch) {
  const { q, position, state, sort, order } = search;
  return {
    sort: sort ?? "invited_at",
    order: order ?? "desc",
    ...(q && { q }),
    ...(position && { position }),
    ...(state && { state }),
  } as const;
}

export const sessionsQuery = (search: SessionsSearch) =>
  queryOptions({
    queryKey: ["sessions", search],
    queryFn: async () =>
      unwrap(
        await api.GET("/api/sessions", {
          params: {
            query: {
              ...sessionsParameters(search),
              limit: PAGE_ROWS,
              offset: ((search.page ?? 1) - 1) * PAGE_ROWS,
            },
          },
        }),
      ),
    placeholderData: (previous) => previous,
    refetchInterval: LIVE_MS,
  });

const SETTLED: readonly SessionState[] = ["ended", "revoked", "expired"];

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: async () => unwrap(await api.GET("/api/sessions/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && SETTLED.includes(state.data.state) ? false : LIVE_MS),
  });

export type Evidence = Schemas["Evidence"];
export type Finding = Schemas["Finding"];
export type Growth = Schemas["Growth"];
export type Grown = Schemas["Grown"];
export type Report = Schemas["Report"];
export type ReportPart = Schemas["Part"];
export type ProblemReport = Schemas["ProblemReport"];
export type TestRow = Schemas["TestRow"];
export type ReportMoment = Schemas["Moment"];
export type Integrity = Schemas["Integrity"];

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id, "report"],
    queryFn: async () => unwrap(await api.GET("/api/sessions/{id}/report", { params: { path: { id } } })),
    staleTime: 30_000,
  });

export const reportVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id, "report", "versions"],
    queryFn: async () =>
      unwrap(await api.GET("/api/sessions/{id}/report/versions", { params: { path: { id } } })),
    staleTime: 60_000,
  });

export const integrityQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id, "verify"],
    queryFn: async () => unwrap(await api.GET("/api/sessions/{id}/verify", { params: { path: { id } } })),
    staleTime: 60_000,
  });

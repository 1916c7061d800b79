/** The candidate's view of their own session, from the server. */

import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, unwrap } from "../api/client.ts";

export type CandidateView = Schemas["CandidateView"];
export type ProblemView = Schemas["ProblemView"];
export type Language = Schemas["Language"];

export const candidateQuery = queryOptions({
  queryKey: ["candidate"],
  queryFn: async () => unwrap(await api.GET("/api/candidate")),
  staleTime: Number.POSITIVE_INFINITY,
});

export async function enter(token: string): Promise<CandidateView> {
  return unwrap(await api.POST("/api/candidate/enter", { body: { token } }));
}

export async function consent(noticeSha256: string): Promise<CandidateView> {
  return unwrap(await api.POST("/api/candidate/consent", { body: { notice_sha256: noticeSha256 } }));
}

export async function start(): Promise<CandidateView> {
  return unwrap(await api.POST("/api/candidate/start"));
}

export async function withdraw(): Promise<CandidateView> {
  return unwrap(await api.POST("/api/candidate/withdraw"));
}

export async function practise(body: Schemas["PracticeRun"]): Promise<Schemas["Judged"]> {
  return unwrap(await api.POST("/api/candidate/practice", { body }));
}

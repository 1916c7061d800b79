/** The team's addresses. Every page is a chunk of its own; what a page filters by is in its address. */

import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { SessionSort, SessionState } from "./api.ts";

export interface SessionsSearch {
  q?: string;
  position?: string;
  state?: SessionState;
  sort?: SessionSort;
  order?: "asc" | "desc";
  page?: number;
}

const STATES = [
  "invited",
  "opened",
  "consented",
  "running",
  "evaluating",
  "ended",
  "revoked",
  "expired",
] as const;
const SORTS = ["invited_at", "candidate", "position", "state", "started_at", "ended_at", "overall"] as const;

function among<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

/** What is malformed in an address is left out, so that an old link still leads somewhere. */
export function readSessionsSearch(search: Record<string, unknown>): SessionsSearch {
  const { q, position, page } = search;
  const state = among(STATES, search.state);
  const sort = among(SORTS, search.sort);
  const order = among(["asc", "desc"] as const, search.order);
  return {
    ...(typeof q === "string" && q && { q }),
    ...(typeof position === "string" && position && { position }),
    ...(state && { state }),
    ...(sort && { sort }),
    ...(order && { order }),
    ...(typeof page === "number" && Number.isInteger(page) && page > 1 && { page }),
  };
}

export interface PositionSearch {
  tab?: "invitations" | "compare" | "similarity";
  version?: number;
  /** Of the comparison: a part of the score, "candidate" or "place". */
  sort?: string;
  order?: "asc" | "desc";
}

export function readPositionSearch(search: Record<string, unknown>): PositionSearch {
  const tab = among(["invitations", "compare", "similarity"] as const, search.tab);
  const version = whole(search.version);
  const order = among(["asc", "desc"] as const, search.order);
  const sort = typeof search.sort === "string" && /^[a-z_]+$/.test(search.sort) ? search.sort : undefined;
  return {
    ...(tab && { tab }),
    ...(version && { version }),
    ...(sort && { sort }),
    ...(order && { order }),
  };
}

function whole(value: unknown): number | undefined {
  const number = Number(value);
  return value !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
}

export function teamRoutes<Root extends AnyRoute>(root: Root) {
  const signIn = createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    validateSearch: (search: Record<string, unknown>): { to?: string } =>
      typeof search.to === "string" && search.to.startsWith("/") && !search.to.startsWith("//")
        ? { to: search.to }
        : {},
    component: lazyRouteComponent(() => import("./SignIn.tsx"), "SignIn"),
  });
  const team = createRoute({
    getParentRoute: () => root,
    id: "team",
    component: lazyRouteComponent(() => import("./Shell.tsx"), "Shell"),
  });
  const positions = createRoute({
    getParentRoute: () => team,
    path: "/positions",
    component: lazyRouteComponent(() => import("./positions/PositionsPage.tsx"), "PositionsPage"),
  });
  const position = createRoute({
    getParentRoute: () => team,
    path: "/positions/$id",
    validateSearch: readPositionSearch,
    component: lazyRouteComponent(() => import("./positions/PositionPage.tsx"), "PositionPage"),
  });
  const sideBySide = createRoute({
    getParentRoute: () => team,
    path: "/positions/$id/similarity/$problem/$one/$other",
    validateSearch: (search: Record<string, unknown>): { part?: string } =>
      typeof search.part === "string" && /^[A-Z]\d*$/.test(search.part) ? { part: search.part } : {},
    component: lazyRouteComponent(() => import("./similarity/SideBySidePage.tsx"), "SideBySidePage"),
  });
  const sessions = createRoute({
    getParentRoute: () => team,
    path: "/sessions",
    validateSearch: readSessionsSearch,
    component: lazyRouteComponent(() => import("./sessions/SessionsPage.tsx"), "SessionsPage"),
  });
  const session = createRoute({
    getParentRoute: () => team,
    path: "/sessions/$id",
    validateSearch: (search: Record<string, unknown>): { at?: number } => {
      const at = whole(search.at);
      return at ? { at } : {};
    },
    component: lazyRouteComponent(() => import("./sessions/SessionPage.tsx"), "SessionPage"),
  });
  const problems = createRoute({
    getParentRoute: () => team,
    path: "/problems",
    validateSearch: (search: Record<string, unknown>): { show?: string; q?: string } => ({
      ...(typeof search.show === "string" && { show: search.show }),
      ...(typeof search.q === "string" && search.q && { q: search.q }),
    }),
    component: lazyRouteComponent(() => import("./problems/ProblemsPage.tsx"), "ProblemsPage"),
  });
  const me = createRoute({
    getParentRoute: () => team,
    path: "/me",
    component: lazyRouteComponent(() => import("./MePage.tsx"), "MePage"),
  });
  return [
    signIn,
    team.addChildren([positions, position, sideBySide, sessions, session, problems, me]),
  ] as const;
}

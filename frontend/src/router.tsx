import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { teamRoutes } from "./team/routes.tsx";
import { NotFound } from "./ui/NotFound.tsx";

/** The candidate's and the team's code are separate chunks: neither side loads the other's. */
export const rootRoute = createRootRoute({ notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/positions" });
  },
});

const enter = createRoute({
  getParentRoute: () => rootRoute,
  path: "/i/$token",
  component: lazyRouteComponent(() => import("./candidate/Enter.tsx"), "Enter"),
});

const interview = createRoute({
  getParentRoute: () => rootRoute,
  path: "/interview",
  component: lazyRouteComponent(() => import("./candidate/Interview.tsx"), "Interview"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([home, enter, interview, ...teamRoutes(rootRoute)]),
  defaultPreload: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

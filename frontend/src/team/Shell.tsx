import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { RouterProvider } from "react-aria-components";
import { ApiError, api, unwrap } from "../api/client.ts";
import { Button } from "../ui/Button.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { Menu, MenuItem } from "../ui/Overlay.tsx";
import { Failure, Skeleton } from "../ui/States.tsx";
import { meQuery } from "./api.ts";
import styles from "./Shell.module.css";

const PLACES: { to: "/positions" | "/sessions" | "/problems" | "/me"; name: string; icon: IconName }[] = [
  { to: "/positions", name: "Positions", icon: "folder" },
  { to: "/sessions", name: "Sessions", icon: "list" },
  { to: "/problems", name: "Problems", icon: "book" },
  { to: "/me", name: "Settings", icon: "person" },
];

/** The frame around every page of the team: who is signed in, and the way to everything. */
export function Shell() {
  const me = useQuery(meQuery);
  const router = useRouter();
  const signedOut = useSignedOut();
  useEffect(() => {
    if (signedOut)
      void router.navigate({ to: "/sign-in", search: { to: router.state.location.href }, replace: true });
  }, [signedOut, router]);
  if (me.isError && !me.data && !signedOut) {
    return (
      <main className={styles.wait}>
        <Failure what="The desk could not be opened" error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  if (!me.data || signedOut) {
    return (
      <main className={styles.wait}>
        <Skeleton lines={3} />
      </main>
    );
  }
  return (
    <RouterProvider navigate={(to) => router.history.push(to)}>
      <div className={styles.shell}>
        <a href="#content" className={styles.skip}>
          Skip to the content
        </a>
        <Side organization={me.data.organization} name={me.data.name} />
        <Bar organization={me.data.organization} />
        <main id="content" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
    </RouterProvider>
  );
}

/** True once any question to the server was answered with 401: the sign-in has run out, here or elsewhere. */
function useSignedOut(): boolean {
  const queries = useQueryClient();
  const me = useQuery(meQuery);
  useEffect(() => {
    return queries.getQueryCache().subscribe((event) => {
      const { error } = event.query.state;
      const known = event.query.queryKey[0] === "me";
      if (!known && error instanceof ApiError && error.status === 401) {
        void queries.invalidateQueries({ queryKey: ["me"] });
      }
    });
  }, [queries]);
  return me.error instanceof ApiError && me.error.status === 401;
}

function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    unwrap(await api.POST("/api/sign-out"));
    router.history.push("/sign-in");
    queries.clear();
  };
}

function Brand({ organization }: { organization: string }) {
  return (
    <div className={styles.brand}>
      <img src="/icon.svg" alt="" width="28" height="28" />
      <span className={styles.brandWords}>
        Assay
        <small>{organization}</small>
      </span>
    </div>
  );
}

function Side({ organization, name }: { organization: string; name: string }) {
  const signOut = useSignOut();
  return (
    <header className={styles.side}>
      <Brand organization={organization} />
      <nav aria-label="Main">
        <ul className={styles.links}>
          {PLACES.map((place) => (
            <li key={place.to}>
              <Link to={place.to} className={styles.link ?? ""}>
                <Icon name={place.icon} />
                {place.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.foot}>
        <Button look="quiet" size="small" onPress={() => void signOut()} aria-label={`Sign out ${name}`}>
          Sign out
        </Button>
      </div>
    </header>
  );
}

function Bar({ organization }: { organization: string }) {
  const signOut = useSignOut();
  return (
    <header className={styles.bar}>
      <Brand organization={organization} />
      <Menu
        aria-label="Main"
        trigger={
          <Button look="quiet">
            <Icon name="menu" />
            Menu
          </Button>
        }
        onAction={(key) => {
          if (key === "sign-out") void signOut();
        }}
      >
        {PLACES.map((place) => (
          <MenuItem key={place.to} id={place.to} href={place.to} textValue={place.name}>
            <Icon name={place.icon} />
            {place.name}
          </MenuItem>
        ))}
        <MenuItem id="sign-out">Sign out</MenuItem>
      </Menu>
    </header>
  );
}

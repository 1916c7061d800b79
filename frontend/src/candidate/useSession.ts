/** The session client of this page, alive as long as the page shows the work. */

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { SessionClient, type SessionState } from "../session/client.ts";
import { INITIAL } from "../session/state.ts";

export interface Sitting {
  client: SessionClient;
  state: SessionState;
}

const NEVER = () => () => undefined;
const START = () => INITIAL;

/** Null until the client exists; its state is "loading" until the log has arrived. */
export function useSession(session: string): { sitting: Sitting | null; failure: Error | null } {
  const [client, setClient] = useState<SessionClient | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  // A client that is being stopped must let go of its locks before the next one begins.
  const last = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let current = true;
    let made: SessionClient | null = null;
    void last.current.then(() => {
      if (!current) return;
      made = new SessionClient({ session });
      setClient(made);
      made.start().catch((error: unknown) => {
        if (current) setFailure(error instanceof Error ? error : new Error(String(error)));
      });
    });
    return () => {
      current = false;
      setClient(null);
      if (made) last.current = made.stop();
    };
  }, [session]);
  const state = useSyncExternalStore(client?.subscribe ?? NEVER, client?.getState ?? START);
  return { sitting: client ? { client, state } : null, failure };
}

/** Whether the same session is open in another tab of this browser. */
export function useOtherTab(session: string): boolean {
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const channel = new BroadcastChannel(`assay.tabs.${session}`);
    // Not crypto.randomUUID: that is missing where the page comes over plain http.
    const me = Math.random().toString(36).slice(2);
    const say = (what: "hello" | "here" | "bye") => channel.postMessage({ from: me, what });
    channel.onmessage = (event: MessageEvent<{ from: string; what: string }>) => {
      const { from, what } = event.data;
      if (what === "hello") say("here");
      setOthers((before) => {
        const next = new Set(before);
        if (what === "bye") next.delete(from);
        else next.add(from);
        return next;
      });
    };
    const bye = () => say("bye");
    window.addEventListener("pagehide", bye);
    say("hello");
    return () => {
      window.removeEventListener("pagehide", bye);
      bye();
      channel.close();
    };
  }, [session]);
  return others.size > 0;
}

/** Tells the log when the page is left and returned to; only where the notice says so. */
export function useAway(client: SessionClient | null, watched: boolean): void {
  useEffect(() => {
    if (!client || !watched) return;
    let away = false;
    const look = () => {
      const now = document.hidden || !document.hasFocus();
      if (now === away) return;
      const { phase, ended } = client.getState();
      if (phase !== "ready" || ended !== null) return;
      away = now;
      if (now) client.away();
      else client.back();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("blur", look);
    window.addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("blur", look);
      window.removeEventListener("focus", look);
    };
  }, [client, watched]);
}

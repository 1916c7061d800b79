import { useEffect, useState } from "react";
import { loadReplay } from "./load.ts";
import type { Names } from "./marks.ts";
import type { Player } from "./player.ts";

export interface ReplayLoad {
  player: Player | null;
  /** Events there and in the whole log; null before the first page. */
  progress: { there: number; all: number } | null;
  error: Error | null;
  again: () => void;
}

/** How long folding ahead may hold the page at a time, in ms. */
const WARM_MS = 8;

/** Loads a session's log into a player; then folds it ahead while nothing else happens, so that every seek is short. */
export function useReplay(session: string, names: Names): ReplayLoad {
  const [player, setPlayer] = useState<Player | null>(null);
  const [progress, setProgress] = useState<ReplayLoad["progress"]>(null);
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to load again
  useEffect(() => {
    const abort = new AbortController();
    let warming = 0;
    setPlayer(null);
    setProgress(null);
    setError(null);
    loadReplay(session, names, abort.signal, {
      onFirst: setPlayer,
      onProgress: (there, all) => {
        if (!abort.signal.aborted) setProgress({ there, all });
      },
    })
      .then((loaded) => {
        const warm = () => {
          if (!abort.signal.aborted && !loaded.recording.warm(WARM_MS)) warming = window.setTimeout(warm, 0);
        };
        warm();
      })
      .catch((reason: unknown) => {
        if (!abort.signal.aborted) setError(reason instanceof Error ? reason : new Error(String(reason)));
      });
    return () => {
      abort.abort();
      clearTimeout(warming);
    };
  }, [session, names, attempt]);
  return { player, progress, error, again: () => setAttempt((n) => n + 1) };
}

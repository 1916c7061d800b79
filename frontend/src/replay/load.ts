/** Fetches a session's log page by page and hands it to a player as it comes. */

import { api, unwrap } from "../api/client.ts";
import type { Names } from "./marks.ts";
import { Player } from "./player.ts";
import { type LogEvent, Recording } from "./recording.ts";

export interface Loading {
  /** Called with the player as soon as its first page is in it. */
  onFirst: (player: Player) => void;
  /** Called after every page: events there, and events in the whole log. */
  onProgress: (there: number, all: number) => void;
}

/** Resolves when the whole log is in the player. Throws ApiError, or DamagedLog where the log does not follow on. */
export async function loadReplay(
  session: string,
  names: Names,
  signal: AbortSignal,
  loading: Loading,
): Promise<Player> {
  const recording = new Recording();
  let player: Player | null = null;
  for (let after = 0; ; ) {
    const page = unwrap(
      await api.GET("/api/sessions/{id}/log", {
        params: { path: { id: session }, query: { after } },
        signal,
      }),
    );
    const events = page.events as unknown as LogEvent[];
    if (player) player.append(events);
    else {
      recording.append(events);
      player = new Player(recording, names);
      loading.onFirst(player);
    }
    after = recording.lastSeq;
    loading.onProgress(after, page.last);
    if (events.length === 0 || after >= page.last) return player;
  }
}

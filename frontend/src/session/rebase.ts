/** The merge: the scheme of `@codemirror/collab`, where the server's order of edits is the only authority. */

import type { ChangeSet } from "@codemirror/state";

export interface Update {
  /** True for the writer's own edit coming back: it confirms the oldest pending one. */
  own: boolean;
  changes: ChangeSet;
}

export interface Rebased {
  /** How many of the pending edits are confirmed. */
  confirmed: number;
  /** The others, rewritten to come after the updates. */
  pending: ChangeSet[];
  /** What to do to the text that has all pending edits in it; null if nothing came from elsewhere. */
  remote: ChangeSet | null;
}

/**
 * Pending edits, made one after the other on a version of a file, brought behind the edits that the server
 * has put after that version. At the same place what the server took first stands first.
 */
export function rebase(pending: readonly ChangeSet[], updates: readonly Update[]): Rebased {
  let remote: ChangeSet | null = null;
  let confirmed = 0;
  for (const update of updates) {
    if (update.own) {
      const own = pending[confirmed];
      if (own === undefined) throw new RangeError("more own edits came back than were pending");
      if (remote !== null) remote = remote.map(own, true);
      confirmed++;
    } else {
      remote = remote === null ? update.changes : remote.compose(update.changes);
    }
  }
  const rest: ChangeSet[] = [];
  for (const edit of pending.slice(confirmed)) {
    if (remote === null) {
      rest.push(edit);
    } else {
      rest.push(edit.map(remote));
      remote = remote.map(edit, true);
    }
  }
  return { confirmed, pending: rest, remote };
}

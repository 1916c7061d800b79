/** The desk of the interview: everything goes through the session's log. */

import type { EditorFile } from "../editor/file.ts";
import type { SessionClient, SessionState } from "../session/client.ts";
import type { Attempt, Desk } from "./desk.ts";

/** The files of a client, one object each for as long as the client lives. */
export class SessionFiles {
  readonly #client: SessionClient;
  readonly #files = new Map<string, EditorFile>();

  constructor(client: SessionClient) {
    this.#client = client;
  }

  file(id: string): EditorFile {
    const known = this.#files.get(id);
    if (known) return known;
    const client = this.#client;
    const made: EditorFile = {
      id,
      open: (extensions) => client.open(id, extensions),
      text: () => client.text(id),
      change: (spec, userEvent) => client.change(id, spec, userEvent),
      onText: (listener) => client.onText(id, listener),
    };
    this.#files.set(id, made);
    return made;
  }
}

export function attemptsOf(client: SessionClient, state: SessionState): Attempt[] {
  return state.asks.map((ask) => ({
    id: ask.id,
    purpose: ask.purpose,
    problem: ask.problem,
    language: ask.language,
    cases: ask.cases,
    sent: ask.seq !== null,
    asked: client.moment(ask.t),
    wait: ask.wait,
    judged: ask.judged?.data ?? null,
    again: ask.judged?.kind === "rejudged",
    at: ask.judged ? new Date(ask.judged.at) : null,
  }));
}

export function sessionDesk(
  client: SessionClient,
  files: SessionFiles,
  state: SessionState,
  attempts: readonly Attempt[],
  options: { session: string; isOver: boolean },
): Desk {
  return {
    practice: false,
    readOnly: options.isOver || state.ended !== null,
    online: state.connection === "online",
    attempts,
    keep: options.session,
    file: (id) => files.file(id),
    view: (problem, language) => {
      if (state.ended === null) client.view(problem, language);
    },
    run: (problem, language, cases) => {
      client.run(problem, language, cases);
    },
    submit: (problem, language) => {
      client.submit(problem, language);
    },
  };
}

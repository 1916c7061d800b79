/**
 * What crosses the WebSocket `/api/candidate/log`, typed from the published OpenAPI document.
 *
 * An event's `data` is typed by its `kind`. Strings may hold lone surrogates: `JSON.stringify` escapes
 * them, so they arrive as they were.
 */

import type { components } from "../api/schema.d.ts";

type Schemas = components["schemas"];
type Nothing = Record<string, never>;

/** The data of each kind of event. */
export interface DataOf {
  edit: Schemas["Edit"];
  view: Schemas["View"];
  run: Schemas["Run"];
  submit: Schemas["Submit"];
  away: Nothing;
  back: Nothing;
  finish: Nothing;
  opened: Schemas["Opened"];
  consented: Schemas["Consented"];
  started: Schemas["Started"];
  file: Schemas["FileCreated"];
  connected: Schemas["Connected"];
  disconnected: Schemas["Disconnected"];
  judged: Schemas["Judged"];
  rejudged: Schemas["Rejudged"];
  measured: Schemas["Measured"];
  time_returned: Schemas["TimeReturned"];
  ended: Schemas["Ended"];
}

export type Kind = keyof DataOf;
/** The kinds that a candidate's browser writes. */
export type OwnKind = "edit" | "view" | "run" | "submit" | "away" | "back" | "finish";
export type Origin = Schemas["Origin"];
export type OwnCase = Schemas["OwnCase"];

/** An event as stored: a union over the kinds, so that `kind` tells the type of `data`. */
export type SessionEvent<K extends Kind = Kind> = {
  [P in K]: { seq: number; writer: string; n: number; t: number; at: string; kind: P; data: DataOf[P] };
}[K];

/** An event as its writer offers it. */
export type NewEvent<K extends OwnKind = OwnKind> = {
  [P in K]: { n: number; t: number; kind: P; data: DataOf[P] };
}[K];

export type ClockState = Schemas["ClockState"];
export type Welcome = Schemas["Welcome"];
export type Ack = Schemas["Ack"];
export type Behind = Schemas["Behind"];
export type Gap = Schemas["Gap"];
export type Refused = Schemas["Refused"];
export type Wait = Schemas["Wait"];

export type ServerMessage =
  | Welcome
  | { type: "events"; events: SessionEvent[] }
  | Ack
  | Behind
  | Gap
  | Refused
  | Schemas["Clock"]
  | Wait
  | Schemas["Trouble"];

export type ClientMessage =
  | { type: "hello"; writer: string; have: number }
  | { type: "push"; writer: string; events: NewEvent[] };

/** The most events that one push may hold. */
export const PUSH_EVENTS = 500;
/** A push is not made longer than this; the server takes messages of 2 Mi characters. */
export const PUSH_CHARACTERS = 256 * 1024;
/** The longest a file may become, in UTF-16 code units; the server refuses more. */
export const FILE_UNITS = 256 * 1024;

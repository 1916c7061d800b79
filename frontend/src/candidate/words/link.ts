/** Why an interview cannot be shown, in words for the candidate. */

import { ApiError } from "../../api/client.ts";

/** What to say where the server does not take the link; its own words stand below. */
export function headline(error: Error): string {
  if (!(error instanceof ApiError)) return "This page cannot reach the server";
  if (error.status === 401) return "Open your personal link";
  if (error.status === 404 || error.status === 422) return "This link is not known here";
  if (error.status === 410) return "This link can no longer be used";
  if (error.status === 403 || error.status === 409 || error.status === 425)
    return "This link cannot be used yet";
  if (error.status === 429) return "Too many tries in a short time";
  return "The server could not open your interview";
}

/** What to do about it, where the server does not say. */
export function advice(error: Error): string {
  if (!(error instanceof ApiError))
    return "Check your connection and try again. Nothing is lost: what you typed so far is kept.";
  if (error.status === 401)
    return "This browser does not know whose interview to show. Open the link in your invitation again: what you did so far is kept, and you go on where you were.";
  if (error.remedy) return error.remedy;
  if (error.status === 404 || error.status === 422)
    return "Open the link exactly as it stands in your invitation, to its last character. If it still fails, ask the person who invited you for a new one.";
  if (error.status >= 500) return "This is our fault and not yours. Wait a minute and try again.";
  return "Ask the person who invited you; they can see your invitation and send a new link.";
}

/** The only way to the server: typed from the published OpenAPI document (`npm run types`). */

import createClient from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";

export type Schemas = components["schemas"];
export type Complaint = Schemas["Problem4xx"];

export const api = createClient<paths>({ baseUrl: "/", credentials: "same-origin" });

/** An answer of the server that is not a success, in words for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly where: string | undefined;
  readonly remedy: string | undefined;
  /** When to ask again, as the server says it; null where it does not. */
  readonly retryAfterS: number | null;

  constructor(status: number, complaint: Partial<Complaint> | undefined, retryAfter: string | null = null) {
    super(complaint?.message ?? `The server answered with status ${status}.`);
    this.status = status;
    this.where = complaint?.where ?? undefined;
    this.remedy = complaint?.remedy ?? undefined;
    const seconds = Number(retryAfter ?? Number.NaN);
    this.retryAfterS = Number.isFinite(seconds) ? Math.max(0, seconds) : null;
  }
}

/** The data of an openapi-fetch answer, or an ApiError thrown. */
export function unwrap<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.error !== undefined || !answer.response.ok) {
    throw new ApiError(
      answer.response.status,
      answer.error as Partial<Complaint> | undefined,
      answer.response.headers.get("retry-after"),
    );
  }
  return answer.data as T;
}

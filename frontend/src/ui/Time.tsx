import { day, moment, timeOfDay, timeWithSeconds, wholeTime } from "./time.ts";

const FORMS = { moment, day, time: timeOfDay, seconds: timeWithSeconds };

export interface TimeProps {
  /** ISO 8601, as the API gives it. */
  value: string | Date | null | undefined;
  form?: keyof typeof FORMS;
  /** Shown where there is no time. */
  none?: string;
}

/** A time, local, with the whole of it and its zone on hover. */
export function Time({ value, form = "moment", none = "–" }: TimeProps) {
  if (value === null || value === undefined) return <>{none}</>;
  const date = value instanceof Date ? value : new Date(value);
  return (
    <time dateTime={date.toISOString()} title={wholeTime(date)} style={{ whiteSpace: "nowrap" }}>
      {FORMS[form](date)}
    </time>
  );
}

/** The clock in words. */

export type ClockTone = "calm" | "soon" | "last";

/** "1 h 12 min", "42 min", and by the second in the last five minutes: "4:09". */
export function clockText(remainingMs: number): string {
  const left = Math.max(0, remainingMs);
  if (left < 5 * 60_000) {
    const whole = Math.ceil(left / 1000);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }
  const minutes = Math.ceil(left / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The same for being read aloud: "42 minutes left". */
export function clockSpoken(remainingMs: number): string {
  const left = Math.max(0, remainingMs);
  if (left === 0) return "No time left";
  if (left < 60_000) return "Less than a minute left";
  const minutes = Math.ceil(left / 60_000);
  const hours = Math.floor(minutes / 60);
  const parts = [];
  if (hours) parts.push(`${hours} ${hours === 1 ? "hour" : "hours"}`);
  if (minutes % 60) parts.push(`${minutes % 60} ${minutes % 60 === 1 ? "minute" : "minutes"}`);
  return `${parts.join(" ")} left`;
}

/** Red is for the last minute and nothing before it. */
export function clockTone(remainingMs: number): ClockTone {
  if (remainingMs < 60_000) return "last";
  return remainingMs < 5 * 60_000 ? "soon" : "calm";
}

const SAID_AT = [10, 5, 1];

/** What is to be said aloud when the time left passes from `before` to `now`, if anything. */
export function clockAnnouncement(before: number, now: number): string | null {
  const passed = SAID_AT.filter((minutes) => before > minutes * 60_000 && now <= minutes * 60_000).at(-1);
  return passed === undefined ? null : `${passed} ${passed === 1 ? "minute" : "minutes"} left.`;
}

/** "1 min 30 s" given back. */
export function durationText(ms: number): string {
  const whole = Math.round(ms / 1000);
  if (whole < 60) return `${whole} s`;
  return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

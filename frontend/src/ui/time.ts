/** Times and lengths of time as they are written on screen. Times are local; the zone is said on hover. */

const clockFormat = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const secondsFormat = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const dayFormat = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const yearFormat = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const wholeFormat = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "long",
});

/** "14:02" */
export function timeOfDay(date: Date): string {
  return clockFormat.format(date);
}

/** "14:02:07" */
export function timeWithSeconds(date: Date): string {
  return secondsFormat.format(date);
}

/** "23 Nov", with the year where it is not this one. */
export function day(date: Date, now: Date = new Date()): string {
  return (date.getFullYear() === now.getFullYear() ? dayFormat : yearFormat).format(date);
}

/** "today 14:02", "23 Nov 14:02" */
export function moment(date: Date, now: Date = new Date()): string {
  const today = date.toDateString() === now.toDateString();
  return `${today ? "today" : day(date, now)} ${timeOfDay(date)}`;
}

/** Day, time to the second and the zone's name in full. */
export function wholeTime(date: Date): string {
  return wholeFormat.format(date);
}

/** A length of time in words: "8 s", "42 min", "1 h 05 min". Rounded down to what is shown. */
export function duration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10 && seconds % 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** A place on a timeline: "4:07", "1:02:09". */
export function position(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "1 test", "3 tests" */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString()} ${n === 1 ? one : many}`;
}

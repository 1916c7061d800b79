const CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
const BOOKING = new RegExp(`^(${CLOCK})-(${CLOCK})$`);

function meetingGaps(opens, closes, bookings, minSeconds) {
  const closing = toSeconds(closes);
  const taken = goodBookings(bookings);
  taken.sort((a, b) => a.start - b.start);
  taken.push({ start: closing, end: closing });

  const gaps = [];
  let freeFrom = toSeconds(opens);
  for (const { start, end } of taken) {
    const gapEnd = Math.min(start, closing);
    if (gapEnd - freeFrom >= minSeconds) {
      gaps.push(`${toClock(freeFrom)}-${toClock(gapEnd)}`);
    }
    freeFrom = Math.max(freeFrom, end);
  }
  return gaps;
}

function goodBookings(lines) {
  return lines
    .map((line) => BOOKING.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ start: toSeconds(match[1]), end: toSeconds(match[2]) }))
    .filter(({ start, end }) => start < end);
}

function toSeconds(clock) {
  const [hours, minutes, seconds] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

function toClock(moment) {
  const parts = [Math.floor(moment / 3600), Math.floor(moment / 60) % 60, moment % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

const TIME = /^[0-9]{1,9}$/;

function incidentWindow(log, pattern) {
  // missing.get(kind) falls below zero when the stretch holds more of a kind than needed.
  const missing = new Map();
  for (const kind of pattern) missing.set(kind, (missing.get(kind) ?? 0) + 1);
  let missingInAll = pattern.length;

  const events = usefulEvents(log, missing);
  let best = [];
  let first = 0;
  for (const { time: end, kind } of events) {
    missing.set(kind, missing.get(kind) - 1);
    if (missing.get(kind) >= 0) missingInAll -= 1;
    while (missingInAll === 0) {
      const { time: start, kind: firstKind } = events[first];
      if (best.length === 0 || end - start < best[1] - best[0]) best = [start, end];
      missing.set(firstKind, missing.get(firstKind) + 1);
      if (missing.get(firstKind) > 0) missingInAll += 1;
      first += 1;
    }
  }
  return best;
}

function usefulEvents(log, kinds) {
  const events = [];
  for (const line of log) {
    const fields = line.split(" ").filter((field) => field !== "");
    if (fields.length === 2 && TIME.test(fields[0]) && kinds.has(fields[1])) {
      events.push({ time: Number(fields[0]), kind: fields[1] });
    }
  }
  return events.sort((a, b) => a.time - b.time);
}

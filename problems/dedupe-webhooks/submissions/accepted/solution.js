function answerCalls(calls, keep) {
  const form = /^([0-9]{1,9}) ([a-z0-9-]{1,20}) ([0-9a-f]{4})$/;
  const known = new Map();
  let clock = 0;
  return calls.map((call) => {
    const match = form.exec(call);
    if (match === null) return "damaged";
    const time = Number(match[1]);
    if (time < clock) return "late";
    clock = time;
    const entry = known.get(match[2]);
    if (entry === undefined || time - entry.time > keep) {
      known.set(match[2], { checksum: match[3], time });
      return "processed";
    }
    return entry.checksum === match[3] ? "repeat" : "conflict";
  });
}

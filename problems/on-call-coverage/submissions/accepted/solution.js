const SHIFT = /^([a-z]{1,12}) ([0-9]{1,9}) ([0-9]{1,9}) ([1-9])$/;
const NOBODY = "-";

class Heap {
  items = [];

  constructor(comesBefore) {
    this.comesBefore = comesBefore;
  }

  get top() {
    return this.items[0];
  }

  push(item) {
    const { items, comesBefore } = this;
    let child = items.length;
    items.push(item);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!comesBefore(item, items[parent])) break;
      items[child] = items[parent];
      child = parent;
    }
    items[child] = item;
  }

  pop() {
    const { items, comesBefore } = this;
    const last = items.pop();
    if (items.length === 0) return;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && comesBefore(items[child + 1], items[child])) child += 1;
      if (!comesBefore(items[child], last)) break;
      items[parent] = items[child];
      parent = child;
    }
    items[parent] = last;
  }
}

function onCallCoverage(start, end, shifts) {
  const planned = goodShifts(shifts).sort((a, b) => a.start - b.start);
  const moments = momentsOfChange(start, end, planned);

  const timeline = [];
  const running = new Heap((a, b) => (a.priority - b.priority || a.line - b.line) > 0);
  let next = 0;
  for (let i = 0; i + 1 < moments.length; i += 1) {
    while (next < planned.length && planned[next].start <= moments[i]) {
      running.push(planned[next]);
      next += 1;
    }
    while (running.top !== undefined && running.top.end <= moments[i]) running.pop();

    const name = running.top?.name ?? NOBODY;
    const previous = timeline.at(-1);
    if (previous?.name === name) {
      previous.until = moments[i + 1];
    } else {
      timeline.push({ since: moments[i], until: moments[i + 1], name });
    }
  }
  return timeline.map(({ since, until, name }) => `${since}-${until} ${name}`);
}

function goodShifts(lines) {
  const shifts = [];
  lines.forEach((text, line) => {
    const match = SHIFT.exec(text);
    if (match === null) return;
    const [from, to, priority] = match.slice(2).map(Number);
    if (from < to) shifts.push({ name: match[1], start: from, end: to, priority, line });
  });
  return shifts;
}

function momentsOfChange(start, end, shifts) {
  const inside = shifts
    .flatMap((shift) => [shift.start, shift.end])
    .filter((moment) => start < moment && moment < end);
  return [...new Set([start, ...inside, end])].sort((a, b) => a - b);
}

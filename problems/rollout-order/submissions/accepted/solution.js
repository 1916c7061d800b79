class MinHeap {
  items = [];

  get size() {
    return this.items.length;
  }

  push(item) {
    const { items } = this;
    let child = items.length;
    items.push(item);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (items[parent] <= item) break;
      items[child] = items[parent];
      child = parent;
    }
    items[child] = item;
  }

  pop() {
    const { items } = this;
    const smallest = items[0];
    const last = items.pop();
    if (items.length === 0) return smallest;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1] < items[child]) child += 1;
      if (last <= items[child]) break;
      items[parent] = items[child];
      parent = child;
    }
    items[parent] = last;
    return smallest;
  }
}

function readNeeds() {
  const [count, ...lines] = require("fs").readFileSync(0, "utf8").split("\n");
  const needs = new Map();
  for (const line of lines.slice(0, Number(count))) {
    const [service, ...needed] = line.split(" ");
    if (!needs.has(service)) needs.set(service, new Set());
    for (const other of needed) needs.get(service).add(other);
  }
  return needs;
}

function unknownServices(needs) {
  const named = new Set([...needs.values()].flatMap((needed) => [...needed]));
  return [...named].filter((service) => !needs.has(service)).sort();
}

// All services that can be rolled out, in the order asked for.
function rolloutOrder(needs) {
  const waitingFor = new Map([...needs.keys()].map((service) => [service, []]));
  const missing = new Map();
  const ready = new MinHeap();
  for (const [service, needed] of needs) {
    missing.set(service, needed.size);
    if (needed.size === 0) ready.push(service);
    for (const other of needed) waitingFor.get(other).push(service);
  }

  const order = [];
  while (ready.size > 0) {
    const done = ready.pop();
    order.push(done);
    for (const service of waitingFor.get(done)) {
      missing.set(service, missing.get(service) - 1);
      if (missing.get(service) === 0) ready.push(service);
    }
  }
  return order;
}

const smallest = (names) => names.reduce((a, b) => (b < a ? b : a));

function findCycle(needs, stuck) {
  const walk = [];
  const position = new Map();
  let service = smallest([...stuck]);
  while (!position.has(service)) {
    position.set(service, walk.length);
    walk.push(service);
    service = smallest([...needs.get(service)].filter((other) => stuck.has(other)));
  }
  const cycle = walk.slice(position.get(service));
  const first = cycle.indexOf(smallest(cycle));
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

function report(kind, services) {
  console.log([kind, ...services].join("\n"));
}

function main() {
  const needs = readNeeds();
  const unknown = unknownServices(needs);
  if (unknown.length > 0) {
    report("unknown", unknown);
    return;
  }
  const order = rolloutOrder(needs);
  if (order.length === needs.size) {
    report("order", order);
    return;
  }
  const stuck = new Set(needs.keys());
  for (const service of order) stuck.delete(service);
  report("cycle", findCycle(needs, stuck));
}

main();

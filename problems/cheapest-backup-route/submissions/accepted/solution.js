const SITE = /^[a-z0-9-]{1,20}$/;
const PRICE = /^[0-9]{1,9}$/;

/** A heap of states; the cheapest is on top, with the fewest vouchers among equals. */
class StateHeap {
  items = [];

  static comesBefore(a, b) {
    return a.price < b.price || (a.price === b.price && a.used < b.used);
  }

  get size() {
    return this.items.length;
  }

  push(state) {
    const { items } = this;
    let child = items.length;
    items.push(state);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!StateHeap.comesBefore(state, items[parent])) break;
      items[child] = items[parent];
      child = parent;
    }
    items[child] = state;
  }

  pop() {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (items.length === 0) return first;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && StateHeap.comesBefore(items[child + 1], items[child])) child += 1;
      if (!StateHeap.comesBefore(items[child], last)) break;
      items[parent] = items[child];
      parent = child;
    }
    items[parent] = last;
    return first;
  }
}

function readLinks(lines) {
  const links = new Map();
  const add = (from, link) => {
    if (!links.has(from)) links.set(from, []);
    links.get(from).push(link);
  };
  for (const line of lines) {
    const fields = line.split(" ").filter((field) => field !== "");
    if (!isLink(fields)) continue;
    const [one, other] = fields;
    const [normal, reduced] = fields.slice(2).map(Number);
    add(one, { to: other, normal, reduced });
    add(other, { to: one, normal, reduced });
  }
  return links;
}

function isLink(fields) {
  return (
    fields.length === 4 &&
    fields.slice(0, 2).every((site) => SITE.test(site)) &&
    fields.slice(2).every((price) => PRICE.test(price)) &&
    Number(fields[3]) <= Number(fields[2])
  );
}

/** The state in which the target is reached most cheaply, or null if no way leads there. */
function cheapestRoute(links, vouchers, source, target) {
  const queue = new StateHeap();
  queue.push({ price: 0, used: 0, site: source });
  // Sites come off the queue by price. A second visit is of use only with fewer vouchers used.
  const fewestUsed = new Map();
  while (queue.size > 0) {
    const state = queue.pop();
    const { price, used, site } = state;
    if (site === target) return state;
    if (used >= (fewestUsed.get(site) ?? Infinity)) continue;
    fewestUsed.set(site, used);
    for (const { to, normal, reduced } of links.get(site) ?? []) {
      queue.push({ price: price + normal, used, site: to });
      if (used < vouchers) queue.push({ price: price + reduced, used: used + 1, site: to });
    }
  }
  return null;
}

const [header, ...lines] = require("fs").readFileSync(0, "utf8").split("\n");
const [count, vouchers, source, target] = header.split(" ");
const links = readLinks(lines.slice(0, Number(count)));
const route = cheapestRoute(links, Number(vouchers), source, target);
console.log(route === null ? "unreachable" : `${route.price} ${route.used}`);

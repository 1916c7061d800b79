const KEY = /^[A-Za-z0-9:._-]{1,20}$/;
const NUMBER = /^[0-9]{1,9}$/;

/** A heap of entries; the one that expires first is on top. */
class ExpiryHeap {
  items = [];

  get top() {
    return this.items[0];
  }

  push(entry) {
    const { items } = this;
    let child = items.length;
    items.push(entry);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (items[parent].expires <= entry.expires) break;
      items[child] = items[parent];
      child = parent;
    }
    items[child] = entry;
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
      if (child + 1 < items.length && items[child + 1].expires < items[child].expires) child += 1;
      if (last.expires <= items[child].expires) break;
      items[parent] = items[child];
      parent = child;
    }
    items[parent] = last;
    return first;
  }
}

class Cache {
  // A Map keeps the order of insertion: least recently used first.
  entries = new Map();
  // Also holds entries that were replaced or evicted meanwhile.
  byExpiry = new ExpiryHeap();

  constructor(capacity) {
    this.capacity = capacity;
    this.free = capacity;
  }

  get(now, key) {
    this.dropExpired(now);
    const entry = this.entries.get(key);
    if (entry === undefined) return false;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return true;
  }

  /** The evicted keys, or null if the entry is too big for the cache. */
  put(now, key, size, lifetime) {
    if (size > this.capacity) return null;
    this.dropExpired(now);
    if (this.entries.has(key)) this.remove(key);
    const evicted = [];
    while (this.free < size) {
      const oldest = this.entries.keys().next().value;
      evicted.push(oldest);
      this.remove(oldest);
    }

    const entry = { key, size, expires: now + lifetime };
    this.entries.set(key, entry);
    this.free -= size;
    this.byExpiry.push(entry);
    return evicted;
  }

  dropExpired(now) {
    while (this.byExpiry.top !== undefined && this.byExpiry.top.expires <= now) {
      const entry = this.byExpiry.pop();
      if (this.entries.get(entry.key) === entry) this.remove(entry.key);
    }
  }

  remove(key) {
    this.free += this.entries.get(key).size;
    this.entries.delete(key);
  }
}

function answer(cache, line) {
  const [time, call, key, ...numbers] = line.split(" ").filter((field) => field !== "");
  if (key === undefined || !KEY.test(key)) return "invalid";
  if (call === "get" && numbers.length === 0) {
    return cache.get(Number(time), key) ? "hit" : "miss";
  }
  if (call === "put" && numbers.length === 2 && numbers.every(isPositive)) {
    const evicted = cache.put(Number(time), key, ...numbers.map(Number));
    return evicted === null ? "refused" : ["stored", ...evicted].join(" ");
  }
  return "invalid";
}

function isPositive(text) {
  return NUMBER.test(text) && Number(text) > 0;
}

const [header, ...lines] = require("fs").readFileSync(0, "utf8").split("\n");
const [capacity, count] = header.split(" ").map(Number);
const cache = new Cache(capacity);
console.log(
  lines
    .slice(0, count)
    .map((line) => answer(cache, line))
    .join("\n"),
);

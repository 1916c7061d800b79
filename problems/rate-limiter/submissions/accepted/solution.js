const TIME = /^[0-9]{1,9}$/;
const CLIENT = /^[A-Za-z0-9._-]{1,20}$/;

class RateLimiter {
  constructor(limit, window) {
    this.limit = limit;
    this.window = window;
    this.clients = new Map();
  }

  decide(time, name) {
    if (!this.clients.has(name)) {
      this.clients.set(name, { newest: 0, accepted: [], oldest: 0 });
    }
    const client = this.clients.get(name);
    if (time < client.newest) return "late";
    client.newest = time;

    // accepted[oldest] is the first time still inside the window.
    const { accepted } = client;
    while (client.oldest < accepted.length && accepted[client.oldest] <= time - this.window) {
      client.oldest += 1;
    }
    if (accepted.length - client.oldest >= this.limit) return "deny";
    accepted.push(time);
    return "allow";
  }
}

function answer(limiter, line) {
  const fields = line.split(" ").filter((field) => field !== "");
  if (fields.length !== 2 || !TIME.test(fields[0]) || !CLIENT.test(fields[1])) {
    return "invalid";
  }
  return limiter.decide(Number(fields[0]), fields[1]);
}

const [header, ...lines] = require("fs").readFileSync(0, "utf8").split("\n");
const [limit, window, count] = header.split(" ").map(Number);
const limiter = new RateLimiter(limit, window);
console.log(
  lines
    .slice(0, count)
    .map((line) => answer(limiter, line))
    .join("\n"),
);

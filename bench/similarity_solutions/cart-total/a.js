function cartTotal(lines) {
  const cart = new Map();
  for (const line of lines) {
    const m = /^ *(\S+) +(\d{1,5}) +(\d{1,5}) *$/.exec(line);
    if (!m) continue;
    const entry = cart.get(m[1]) ?? { pieces: 0, cents: 0 };
    entry.pieces += Number(m[2]);
    entry.cents += Number(m[2]) * Number(m[3]);
    cart.set(m[1], entry);
  }
  let total = 0;
  for (const { pieces, cents } of cart.values()) {
    const percent = pieces >= 50 ? 20 : pieces >= 10 ? 10 : 0;
    total += cents - Math.floor((cents * percent) / 100);
  }
  return total;
}

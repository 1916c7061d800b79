const NUMBER = /^[0-9]{1,5}$/;

function cartTotal(lines) {
  const items = new Map();
  for (const line of lines) {
    const fields = line.split(" ").filter((field) => field !== "");
    if (fields.length !== 3 || !NUMBER.test(fields[1]) || !NUMBER.test(fields[2])) {
      continue;
    }
    const [name, quantity, price] = [fields[0], Number(fields[1]), Number(fields[2])];
    const item = items.get(name) ?? { pieces: 0, cents: 0 };
    item.pieces += quantity;
    item.cents += quantity * price;
    items.set(name, item);
  }

  let total = 0;
  for (const { pieces, cents } of items.values()) {
    total += cents - Math.floor((cents * discountPercent(pieces)) / 100);
  }
  return total;
}

function discountPercent(pieces) {
  if (pieces >= 50) return 20;
  if (pieces >= 10) return 10;
  return 0;
}

const parse = (line) => {
  const fields = line.trim().split(/ +/);
  if (fields.length !== 3) return [];
  const [item, quantity, price] = fields;
  return [quantity, price].every((n) => /^[0-9]{1,5}$/.test(n)) ? [[item, +quantity, +price]] : [];
};

const cartTotal = (lines) => {
  const groups = Object.groupBy(lines.flatMap(parse), ([item]) => item);
  return Object.values(groups)
    .map((rows) => {
      const pieces = rows.reduce((sum, row) => sum + row[1], 0);
      const cents = rows.reduce((sum, row) => sum + row[1] * row[2], 0);
      const rate = [50, 10].filter((least) => pieces >= least).length;
      return cents - Math.trunc((cents * rate) / 10);
    })
    .reduce((a, b) => a + b, 0);
};

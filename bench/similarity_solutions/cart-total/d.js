class Cart {
  constructor() {
    this.pieces = new Map();
    this.cents = new Map();
  }

  add(line) {
    const parts = line.match(/[^ ]+/g);
    if (parts === null || parts.length !== 3) return;
    const quantity = Cart.number(parts[1]);
    const price = Cart.number(parts[2]);
    if (quantity === null || price === null) return;
    this.pieces.set(parts[0], (this.pieces.get(parts[0]) || 0) + quantity);
    this.cents.set(parts[0], (this.cents.get(parts[0]) || 0) + quantity * price);
  }

  static number(text) {
    if (text.length > 5 || text.match(/[^0-9]/)) return null;
    return Number(text);
  }

  total() {
    let result = 0;
    this.cents.forEach((amount, item) => {
      const count = this.pieces.get(item);
      let discount = 0;
      if (count >= 50) discount = Math.floor(amount * 0.2);
      else if (count >= 10) discount = Math.floor(amount * 0.1);
      result += amount - discount;
    });
    return result;
  }
}

function cartTotal(lines) {
  const cart = new Cart();
  lines.forEach((line) => cart.add(line));
  return cart.total();
}

class Item:
    def __init__(self):
        self.count = 0
        self.cost = 0

    def add(self, quantity, price):
        self.count += quantity
        self.cost += quantity * price

    def price(self):
        rate = 0
        if self.count > 9:
            rate = 1
        if self.count > 49:
            rate = 2
        return self.cost - (self.cost * rate) // 10


def valid_number(s):
    if len(s) == 0 or len(s) > 5:
        return False
    for c in s:
        if c < "0" or c > "9":
            return False
    return True


def cart_total(lines):
    items = {}
    for line in lines:
        parts = line.split()
        if len(parts) == 3:
            name, q, p = parts
            if valid_number(q) and valid_number(p):
                if name not in items:
                    items[name] = Item()
                items[name].add(int(q), int(p))
    return sum(item.price() for item in items.values())

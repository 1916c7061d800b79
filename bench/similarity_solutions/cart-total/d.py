def cart_total(lines):
    where = {}
    quantities = []
    amounts = []
    for i in range(len(lines)):
        words = lines[i].split()
        if len(words) != 3:
            continue
        ok = True
        for w in words[1:]:
            if len(w) > 5 or not w.isdigit():
                ok = False
                break
        if not ok:
            continue
        if words[0] not in where:
            where[words[0]] = len(amounts)
            quantities.append(0)
            amounts.append(0)
        k = where[words[0]]
        quantities[k] += int(words[1])
        amounts[k] += int(words[1]) * int(words[2])
    total = 0
    for k in range(len(amounts)):
        total += amounts[k]
        if quantities[k] >= 50:
            total -= amounts[k] // 5
        elif quantities[k] >= 10:
            total -= amounts[k] // 10
    return total

def cart_total(lines):
    d = {}
    for l in lines:
        try:
            a, b, c = l.split()
            if len(b) > 5 or len(c) > 5:
                raise ValueError
            if not b.isdecimal() or not c.isdecimal():
                raise ValueError
            b = int(b)
            c = int(c)
        except ValueError:
            continue
        if a in d:
            d[a][0] = d[a][0] + b
            d[a][1] = d[a][1] + b * c
        else:
            d[a] = [b, b * c]
    s = 0
    for k in d:
        n = d[k][0]
        v = d[k][1]
        if n >= 10 and n < 50:
            v = v - v * 10 // 100
        if n >= 50:
            v = v - v * 20 // 100
        s = s + v
    return s

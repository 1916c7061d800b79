n = int(input())
e = w = i = d = o = 0
smallest = None
for k in range(n):
    s = input()
    good = len(s) >= 8
    if good:
        for j in range(8):
            if j == 2 or j == 5:
                if s[j] != ":":
                    good = False
            elif s[j] not in "0123456789":
                good = False
    if good:
        hh = int(s[0] + s[1])
        mm = int(s[3] + s[4])
        ss = int(s[6] + s[7])
        good = hh <= 23 and mm <= 59 and ss <= 59
    if good:
        p = s[8:].split(" ")
        if len(p) < 2 or p[0] != "":
            o += 1
        elif p[1] == "ERROR":
            e += 1
            value = hh * 10000 + mm * 100 + ss
            if smallest is None or value < smallest:
                smallest = value
                text = s[:8]
        elif p[1] == "WARN":
            w += 1
        elif p[1] == "INFO":
            i += 1
        elif p[1] == "DEBUG":
            d += 1
        else:
            o += 1
    else:
        o += 1
print("ERROR", e)
print("WARN", w)
print("INFO", i)
print("DEBUG", d)
print("OTHER", o)
if smallest is None:
    print("FIRST none")
else:
    print("FIRST", text)

import functools


def cart_total(lines):
    def check(word):
        return word.isascii() and word.isdigit() and len(word) <= 5

    def collect(bag, line):
        f = line.split()
        if len(f) == 3 and all(check(w) for w in f[1:]):
            old = bag.setdefault(f[0], [0, 0])
            old[0] += int(f[1])
            old[1] += int(f[1]) * int(f[2])
        return bag

    bag = functools.reduce(collect, lines, {})
    answer = 0
    while bag:
        _, (n, cents) = bag.popitem()
        if n < 10:
            answer += cents
        elif n < 50:
            answer += -(-cents * 9 // 10)
        else:
            answer += -(-cents * 8 // 10)
    return answer

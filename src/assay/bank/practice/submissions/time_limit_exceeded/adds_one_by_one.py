import sys

numbers = [int(word) for word in sys.stdin.read().split()][1:]
total = 0
for end in range(len(numbers) + 1):
    total = 0
    for minutes in numbers[:end]:
        if minutes > 0:
            total += minutes
print(total)

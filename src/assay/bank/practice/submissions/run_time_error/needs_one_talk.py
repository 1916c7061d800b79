import sys

numbers = [int(word) for word in sys.stdin.read().split()][1:]
total = max(numbers[0], 0)
for minutes in numbers[1:]:
    if minutes > 0:
        total += minutes
print(total)

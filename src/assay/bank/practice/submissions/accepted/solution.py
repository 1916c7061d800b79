import sys


def main() -> None:
    numbers = [int(word) for word in sys.stdin.read().split()]
    print(sum(minutes for minutes in numbers[1:] if minutes > 0))


main()

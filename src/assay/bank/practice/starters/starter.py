n = int(input())
# Read n numbers from the next line and print their sum.

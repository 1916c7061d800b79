class Summary:
    def __init__(self):
        self.error = 0
        self.warn = 0
        self.info = 0
        self.debug = 0
        self.other = 0
        self.first = None

    def feed(self, line):
        time = line[0:8]
        rest = line[8:]
        if not self.is_time(time):
            self.other += 1
        elif rest == " ERROR" or rest.startswith(" ERROR "):
            self.error += 1
            if self.first is None or self.first > time:
                self.first = time
        elif rest == " WARN" or rest.startswith(" WARN "):
            self.warn += 1
        elif rest == " INFO" or rest.startswith(" INFO "):
            self.info += 1
        elif rest == " DEBUG" or rest.startswith(" DEBUG "):
            self.debug += 1
        else:
            self.other += 1

    def is_time(self, text):
        try:
            hour, minute, second = text.split(":")
        except ValueError:
            return False
        if len(hour) + len(minute) + len(second) != 6 or not (hour + minute + second).isdigit():
            return False
        return len(hour) == len(minute) == 2 and hour < "24" and minute < "60" and second < "60"

    def show(self):
        print("ERROR", self.error)
        print("WARN", self.warn)
        print("INFO", self.info)
        print("DEBUG", self.debug)
        print("OTHER", self.other)
        print("FIRST", self.first if self.first else "none")


summary = Summary()
n = int(input())
while n > 0:
    summary.feed(input())
    n -= 1
summary.show()

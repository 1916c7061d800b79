import re

NAME = re.compile(r"[a-z0-9-]{1,20}")
CHECKSUM = re.compile(r"[0-9a-f]{4}")


def answer_calls(calls: list[str], keep: int) -> list[str]:
    answers = []
    known: dict[str, tuple[str, int]] = {}
    clock = 0
    for call in calls:
        try:
            number, name, checksum = call.split(" ")
            time = int(number)
        except ValueError:
            answers.append("damaged")
            continue
        if not NAME.fullmatch(name) or not CHECKSUM.fullmatch(checksum):
            answers.append("damaged")
        elif time < clock:
            answers.append("late")
        else:
            clock = time
            if name not in known or time - known[name][1] > keep:
                known[name] = (checksum, time)
                answers.append("processed")
            else:
                answers.append("repeat" if known[name][0] == checksum else "conflict")
    return answers

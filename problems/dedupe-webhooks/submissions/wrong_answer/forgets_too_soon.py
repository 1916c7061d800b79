import re

CALL = re.compile(r"([0-9]{1,9}) ([a-z0-9-]{1,20}) ([0-9a-f]{4})")


def answer_calls(calls: list[str], keep: int) -> list[str]:
    answers = []
    known: dict[str, tuple[str, int]] = {}
    clock = 0
    for call in calls:
        match = CALL.fullmatch(call)
        if match is None:
            answers.append("damaged")
            continue
        time, name, checksum = int(match[1]), match[2], match[3]
        if time < clock:
            answers.append("late")
            continue
        clock = time
        if name not in known or time - known[name][1] >= keep:
            known[name] = (checksum, time)
            answers.append("processed")
        elif known[name][0] == checksum:
            answers.append("repeat")
        else:
            answers.append("conflict")
    return answers

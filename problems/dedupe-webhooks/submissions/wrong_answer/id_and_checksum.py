import re

CALL = re.compile(r"([0-9]{1,9}) ([a-z0-9-]{1,20} [0-9a-f]{4})")


def answer_calls(calls: list[str], keep: int) -> list[str]:
    answers = []
    known: dict[str, int] = {}
    clock = 0
    for call in calls:
        match = CALL.fullmatch(call)
        if match is None:
            answers.append("damaged")
            continue
        time, key = int(match[1]), match[2]
        if time < clock:
            answers.append("late")
            continue
        clock = time
        if key in known and time - known[key] <= keep:
            answers.append("repeat")
        else:
            known[key] = time
            answers.append("processed")
    return answers

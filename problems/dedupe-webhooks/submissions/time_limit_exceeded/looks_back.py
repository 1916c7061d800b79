import re

CALL = re.compile(r"([0-9]{1,9}) ([a-z0-9-]{1,20}) ([0-9a-f]{4})")


def answer_calls(calls: list[str], keep: int) -> list[str]:
    answers = []
    good: list[tuple[int, str, str, str]] = []
    for call in calls:
        match = CALL.fullmatch(call)
        if match is None:
            answers.append("damaged")
            continue
        time, name, checksum = int(match[1]), match[2], match[3]
        answer = "processed"
        for old_time, _, _, _ in good:
            if old_time > time:
                answer = "late"
        if answer == "processed":
            for old_time, old_name, old_checksum, old_answer in good:
                if old_name == name and old_answer == "processed" and time - old_time <= keep:
                    answer = "repeat" if old_checksum == checksum else "conflict"
        if answer != "late":
            good.append((time, name, checksum, answer))
        answers.append(answer)
    return answers

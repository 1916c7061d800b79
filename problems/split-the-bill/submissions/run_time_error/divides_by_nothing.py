import re
from fractions import Fraction

SHARE = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,2}))?")


def split_bill(total_cents: int, shares: list[str]) -> list[int]:
    weights = [hundredths(share) for share in shares]
    all_weights = sum(weights)

    amount = abs(total_cents)
    cents_per_weight = Fraction(amount, all_weights)
    parts = [int(cents_per_weight * weight) for weight in weights]
    left_over = amount - sum(parts)
    # sorted() keeps the order of the list among equal remainders.
    most_cut_first = sorted(
        range(len(weights)),
        key=lambda team: cents_per_weight * weights[team] % 1,
        reverse=True,
    )
    for team in most_cut_first[:left_over]:
        parts[team] += 1

    return parts if total_cents >= 0 else [-part for part in parts]


def hundredths(share: str) -> int:
    match = SHARE.fullmatch(share)
    if match is None:
        return 0
    whole, decimals = match[1], match[2] or ""
    return int(whole + decimals.ljust(2, "0"))

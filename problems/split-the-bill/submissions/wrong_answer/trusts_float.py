def split_bill(total_cents: int, shares: list[str]) -> list[int]:
    weights = [hundredths(share) for share in shares]
    all_weights = sum(weights)
    if all_weights == 0:
        return []

    amount = abs(total_cents)
    parts = [amount * weight // all_weights for weight in weights]
    left_over = amount - sum(parts)
    # sorted() keeps the order of the list among equal remainders.
    most_cut_first = sorted(
        range(len(weights)),
        key=lambda team: amount * weights[team] % all_weights,
        reverse=True,
    )
    for team in most_cut_first[:left_over]:
        parts[team] += 1

    return parts if total_cents >= 0 else [-part for part in parts]


def hundredths(share: str) -> int:
    try:
        return max(0, round(float(share) * 100))
    except ValueError:
        return 0

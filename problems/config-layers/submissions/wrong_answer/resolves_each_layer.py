import re


def effective_config(layers: list[dict[str, str | None]]) -> dict[str, str | None]:
    merged: dict[str, str] = {}
    result: dict[str, str | None] = {}
    for layer in layers:
        for key, value in layer.items():
            if value is None:
                merged.pop(key, None)
                result.pop(key, None)
            else:
                merged[key] = value
        for key in layer:
            if key in merged:
                result[key] = resolve(key, merged, ())
    return result


def resolve(key: str, merged: dict[str, str], above: tuple[str, ...]) -> str | None:
    if key not in merged or key in above:
        return None
    broken = False

    def put(match: re.Match[str]) -> str:
        nonlocal broken
        if match[0] == "$$":
            return "$"
        inner = resolve(match[1], merged, (*above, key))
        broken = broken or inner is None
        return inner or ""

    text = re.sub(r"\$\$|\$\{([^}]*)\}", put, merged[key])
    return None if broken else text

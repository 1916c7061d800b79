import re

REFERENCE = re.compile(r"\$\{([^}]*)\}")


def effective_config(layers: list[dict[str, str | None]]) -> dict[str, str | None]:
    merged: dict[str, str] = {}
    for layer in layers:
        for key, value in layer.items():
            if value is None:
                merged.pop(key, None)
            else:
                merged[key] = value
    result: dict[str, str | None] = {}
    for key, value in merged.items():
        text: str | None = value
        for _ in range(200):
            match = REFERENCE.search(text)
            if match is None:
                break
            if match[1] not in merged:
                text = None
                break
            text = text[: match.start()] + merged[match[1]] + text[match.end() :]
        else:
            text = None
        result[key] = None if text is None else text.replace("$$", "$")
    return result

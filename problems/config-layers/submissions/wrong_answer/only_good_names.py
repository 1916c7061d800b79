import re

PIECE = re.compile(r"\$\$|\$\{([A-Za-z][A-Za-z0-9._-]*)\}")


def effective_config(layers: list[dict[str, str | None]]) -> dict[str, str | None]:
    merged: dict[str, str] = {}
    for layer in layers:
        for key, value in layer.items():
            if value is None:
                merged.pop(key, None)
            else:
                merged[key] = value

    resolved: dict[str, str | None] = {}

    def resolve(key: str) -> str | None:
        if key in resolved or key not in merged:
            return resolved.get(key)
        resolved[key] = None
        broken = False

        def put(match: re.Match[str]) -> str:
            nonlocal broken
            inner = "$" if match[0] == "$$" else resolve(match[1])
            broken = broken or inner is None
            return inner or ""

        text = PIECE.sub(put, merged[key])
        resolved[key] = None if broken else text
        return resolved[key]

    return {key: resolve(key) for key in merged}

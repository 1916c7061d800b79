def effective_config(layers: list[dict[str, str | None]]) -> dict[str, str | None]:
    merged: dict[str, str] = {}
    for layer in layers:
        for key, value in layer.items():
            merged[key] = value

    resolved: dict[str, str | None] = {}

    def resolve(key: str) -> str | None:
        if key in resolved:
            return resolved[key]
        if merged.get(key) is None:
            return None
        resolved[key] = None  # so a way back to this key finds it broken
        value = merged[key]
        parts = []
        start = 0
        while (dollar := value.find("$", start)) >= 0:
            parts.append(value[start:dollar])
            end = value.find("}", dollar)
            if value[dollar + 1 : dollar + 2] == "$":
                parts.append("$")
                start = dollar + 2
            elif value[dollar + 1 : dollar + 2] == "{" and end >= 0:
                inner = resolve(value[dollar + 2 : end])
                if inner is None:
                    return None
                parts.append(inner)
                start = end + 1
            else:
                parts.append("$")
                start = dollar + 1
        parts.append(value[start:])
        resolved[key] = "".join(parts)
        return resolved[key]

    return {key: resolve(key) for key in merged}

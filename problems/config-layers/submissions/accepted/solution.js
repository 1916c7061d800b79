function effectiveConfig(layers) {
  const merged = new Map();
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      if (value === null) merged.delete(key);
      else merged.set(key, value);
    }
  }

  const resolved = new Map();

  function resolve(key) {
    if (resolved.has(key)) return resolved.get(key);
    if (!merged.has(key)) return null;
    resolved.set(key, null); // so a way back to this key finds it broken
    let broken = false;
    const text = merged.get(key).replace(/\$\$|\$\{([^}]*)\}/g, (whole, name) => {
      if (whole === "$$") return "$";
      const inner = broken ? null : resolve(name);
      if (inner === null) broken = true;
      return inner ?? "";
    });
    if (!broken) resolved.set(key, text);
    return broken ? null : text;
  }

  const result = {};
  for (const key of merged.keys()) result[key] = resolve(key);
  return result;
}

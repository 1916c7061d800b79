using Text = std::optional<std::string>;

struct Work {
    std::map<std::string, std::string> merged;
    std::map<std::string, Text> resolved;

    /* The resolved value, or nothing if the key is broken. */
    Text resolve(const std::string& key) {
        auto known = resolved.find(key);
        if (known != resolved.end()) return known->second;
        auto found = merged.find(key);
        if (found == merged.end()) return std::nullopt;
        resolved[key] = std::nullopt;  // so a way back to this key finds it broken
        const std::string& value = found->second;
        std::string text;
        for (std::size_t i = 0; i < value.size(); i++) {
            char next = i + 1 < value.size() ? value[i + 1] : ' ';
            std::size_t end = value[i] == '$' && next == '{' ? value.find('}', i) : std::string::npos;
            if (value[i] == '$' && next == '$') {
                text += '$';
                i++;
            } else if (end != std::string::npos) {
                Text inner = resolve(value.substr(i + 2, end - i - 2));
                if (!inner) return std::nullopt;
                text += *inner;
                i = end;
            } else {
                text += value[i];
            }
        }
        resolved[key] = text;
        return text;
    }
};

std::map<std::string, std::optional<std::string>> effectiveConfig(
    std::vector<std::map<std::string, std::optional<std::string>>> layers) {
    Work work;
    for (const auto& layer : layers) {
        for (const auto& [key, value] : layer) {
            if (value) work.merged[key] = *value;
            else work.merged.erase(key);
        }
    }
    std::map<std::string, Text> result;
    for (const auto& entry : work.merged) result[entry.first] = work.resolve(entry.first);
    return result;
}

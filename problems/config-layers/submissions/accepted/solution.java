class Solution {
    private final Map<String, String> merged = new LinkedHashMap<>();
    private final Map<String, String> resolved = new HashMap<>();

    static Map<String, String> effectiveConfig(List<Map<String, String>> layers) {
        Solution work = new Solution();
        for (Map<String, String> layer : layers) {
            for (Map.Entry<String, String> entry : layer.entrySet()) {
                if (entry.getValue() == null) work.merged.remove(entry.getKey());
                else work.merged.put(entry.getKey(), entry.getValue());
            }
        }
        Map<String, String> result = new LinkedHashMap<>();
        for (String key : work.merged.keySet()) result.put(key, work.resolve(key));
        return result;
    }

    /** The resolved value, or null if the key is broken. */
    private String resolve(String key) {
        if (resolved.containsKey(key)) return resolved.get(key);
        String value = merged.get(key);
        if (value == null) return null;
        resolved.put(key, null); // so a way back to this key finds it broken
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
            int end = value.indexOf('}', i);
            if (c == '$' && next == '$') {
                text.append('$');
                i++;
            } else if (c == '$' && next == '{' && end >= 0) {
                String inner = resolve(value.substring(i + 2, end));
                if (inner == null) return null;
                text.append(inner);
                i = end;
            } else {
                text.append(c);
            }
        }
        resolved.put(key, text.toString());
        return text.toString();
    }
}

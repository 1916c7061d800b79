import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a function's arguments and writes its answer as JSON (see the package's docstring). */
final class AssayJson {
    private final String text;
    private int at;

    private AssayJson(String text) {
        this.text = text;
    }

    static Object[] arguments(String[] types) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        System.in.transferTo(all);
        AssayJson reader = new AssayJson(all.toString(StandardCharsets.UTF_8));
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            reader.space();
            values[i] = reader.value(types[i]);
        }
        return values;
    }

    static void answer(Object result) throws Exception {
        StringBuilder out = new StringBuilder();
        write(out, result);
        System.out.flush();
        FileDescriptor third = new FileDescriptor();
        Field number = FileDescriptor.class.getDeclaredField("fd");
        number.setAccessible(true);
        number.setInt(third, 3);
        try (FileOutputStream file = new FileOutputStream(third)) {
            file.write(out.toString().getBytes(StandardCharsets.UTF_8));
        }
        System.exit(0);
    }

    private void space() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private boolean next(char wanted) {
        space();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void need(char wanted) {
        if (!next(wanted)) {
            throw new IllegalArgumentException("the input lacks '" + wanted + "' at character " + at);
        }
    }

    private Object value(String type) {
        space();
        if (text.startsWith("null", at)) {
            at += 4;
            return null;
        }
        if (type.startsWith("optional<")) {
            return value(type.substring(9, type.length() - 1));
        }
        if (type.startsWith("list<")) {
            return list(type.substring(5, type.length() - 1));
        }
        if (type.startsWith("map<string,")) {
            return map(type.substring(11, type.length() - 1));
        }
        switch (type) {
            case "string":
                return string();
            case "bool":
                boolean yes = text.startsWith("true", at);
                at += yes ? 4 : 5;
                return yes;
            case "float":
                return Double.valueOf(number());
            case "int":
                return Integer.valueOf(number());
            default:
                return Long.valueOf(number());
        }
    }

    private List<Object> list(String item) {
        List<Object> values = new ArrayList<>();
        need('[');
        if (next(']')) {
            return values;
        }
        do {
            values.add(value(item));
        } while (next(','));
        need(']');
        return values;
    }

    private Map<String, Object> map(String item) {
        Map<String, Object> values = new LinkedHashMap<>();
        need('{');
        if (next('}')) {
            return values;
        }
        do {
            space();
            String key = string();
            need(':');
            values.put(key, value(item));
        } while (next(','));
        need('}');
        return values;
    }

    private String number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String string() {
        need('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            int plain = "nrtbf".indexOf(escape);
            if (escape == 'u') {
                value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                value.append(plain >= 0 ? "\n\r\t\b\f".charAt(plain) : escape);
            }
        }
    }

    private static void write(StringBuilder out, Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Map) {
            String comma = "{";
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.append(comma);
                quote(out, String.valueOf(entry.getKey()));
                out.append(':');
                write(out, entry.getValue());
                comma = ",";
            }
            out.append(comma.equals("{") ? "{}" : "}");
        } else if (value instanceof Iterable) {
            String comma = "[";
            for (Object item : (Iterable<?>) value) {
                out.append(comma);
                write(out, item);
                comma = ",";
            }
            out.append(comma.equals("[") ? "[]" : "]");
        } else if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
            write(out, items);
        } else {
            quote(out, String.valueOf(value));
        }
    }

    private static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}

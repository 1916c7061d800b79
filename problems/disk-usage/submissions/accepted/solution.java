import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Main {
    /** The path with single slashes, or null if it breaks the rules. */
    static String clean(String path) {
        if (!path.startsWith("/") || path.endsWith("/")) return null;
        StringBuilder cleaned = new StringBuilder();
        for (String name : path.split("/")) {
            if (name.isEmpty()) continue;
            if (name.equals(".") || name.equals("..")) return null;
            cleaned.append('/').append(name);
        }
        return cleaned.toString();
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] head = in.readLine().split(" ");
        int n = Integer.parseInt(head[0]);
        long limit = Long.parseLong(head[1]);
        Map<String, Long> sizes = new HashMap<>();
        for (int i = 0; i < n; i++) {
            String line = in.readLine();
            int space = line.indexOf(' ');
            if (space < 1 || space > 12) continue;
            if (!line.chars().limit(space).allMatch(c -> c >= '0' && c <= '9')) continue;
            String path = clean(line.substring(space + 1));
            if (path != null) sizes.put(path, Long.parseLong(line.substring(0, space)));
        }
        Map<String, Long> totals = new HashMap<>();
        totals.put("/", 0L);
        for (Map.Entry<String, Long> file : sizes.entrySet()) {
            String path = file.getKey();
            totals.merge("/", file.getValue(), Long::sum);
            for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
                totals.merge(path.substring(0, end), file.getValue(), Long::sum);
            }
        }
        List<Map.Entry<String, Long>> chosen = new ArrayList<>(totals.entrySet());
        chosen.removeIf(entry -> entry.getValue() < limit);
        chosen.sort(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey));
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, Long> entry : chosen) {
            out.append(entry.getValue()).append(' ').append(entry.getKey()).append('\n');
        }
        System.out.print(out.isEmpty() ? "none\n" : out);
    }
}

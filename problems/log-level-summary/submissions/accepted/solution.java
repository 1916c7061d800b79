import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Map;

public class Main {
    static boolean isTime(String text) {
        if (text.length() != 8 || text.charAt(2) != ':' || text.charAt(5) != ':') return false;
        for (int i : new int[] {0, 1, 3, 4, 6, 7}) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        int hours = Integer.parseInt(text.substring(0, 2));
        return hours <= 23 && text.charAt(3) <= '5' && text.charAt(6) <= '5';
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String level : new String[] {"ERROR", "WARN", "INFO", "DEBUG", "OTHER"}) counts.put(level, 0);
        String first = null;
        for (int i = 0; i < n; i++) {
            String line = in.readLine();
            String[] fields = line.split(" ", 3);
            boolean good = fields.length >= 2 && isTime(fields[0]) && counts.containsKey(fields[1])
                    && !fields[1].equals("OTHER");
            counts.merge(good ? fields[1] : "OTHER", 1, Integer::sum);
            if (good && fields[1].equals("ERROR") && (first == null || fields[0].compareTo(first) < 0)) {
                first = fields[0];
            }
        }
        counts.forEach((level, count) -> System.out.println(level + " " + count));
        System.out.println("FIRST " + (first == null ? "none" : first));
    }
}

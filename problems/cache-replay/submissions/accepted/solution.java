import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

public class Main {
    private static final class Entry {
        final String key;
        final int size;
        final int expires;

        Entry(String key, int size, int expires) {
            this.key = key;
            this.size = size;
            this.expires = expires;
        }
    }

    private static final class Cache {
        private final int capacity;
        private int free;
        /** Least recently used first. */
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        /** Also holds entries that were replaced or evicted meanwhile. */
        private final PriorityQueue<Entry> byExpiry =
                new PriorityQueue<>(Comparator.comparingInt((Entry entry) -> entry.expires));

        Cache(int capacity) {
            this.capacity = capacity;
            this.free = capacity;
        }

        boolean get(int now, String key) {
            dropExpired(now);
            Entry entry = entries.remove(key);
            if (entry == null) {
                return false;
            }
            entries.put(key, entry);
            return true;
        }

        /** The evicted keys, or nothing if the entry is too big for the cache. */
        Optional<List<String>> put(int now, String key, int size, int lifetime) {
            if (size > capacity) {
                return Optional.empty();
            }
            dropExpired(now);
            if (entries.containsKey(key)) {
                remove(key);
            }
            List<String> evicted = new ArrayList<>();
            while (free < size) {
                String oldest = entries.keySet().iterator().next();
                evicted.add(oldest);
                remove(oldest);
            }

            Entry entry = new Entry(key, size, now + lifetime);
            entries.put(key, entry);
            free -= size;
            byExpiry.add(entry);
            return Optional.of(evicted);
        }

        private void dropExpired(int now) {
            while (!byExpiry.isEmpty() && byExpiry.peek().expires <= now) {
                Entry entry = byExpiry.poll();
                if (entries.get(entry.key) == entry) {
                    remove(entry.key);
                }
            }
        }

        private void remove(String key) {
            free += entries.remove(key).size;
        }
    }

    private static String answer(Cache cache, String line) {
        String[] fields = line.trim().split(" +");
        if (fields.length < 3 || !fields[2].matches("[A-Za-z0-9:._-]{1,20}")) {
            return "invalid";
        }
        int time = Integer.parseInt(fields[0]);
        if (fields[1].equals("get") && fields.length == 3) {
            return cache.get(time, fields[2]) ? "hit" : "miss";
        }
        if (fields[1].equals("put") && fields.length == 5 && isPositive(fields[3]) && isPositive(fields[4])) {
            return cache.put(time, fields[2], Integer.parseInt(fields[3]), Integer.parseInt(fields[4]))
                    .map(evicted -> ("stored " + String.join(" ", evicted)).trim())
                    .orElse("refused");
        }
        return "invalid";
    }

    private static boolean isPositive(String text) {
        return text.matches("[0-9]{1,9}") && Integer.parseInt(text) > 0;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        PrintWriter out = new PrintWriter(System.out);
        String[] header = in.readLine().split(" ");
        Cache cache = new Cache(Integer.parseInt(header[0]));
        int count = Integer.parseInt(header[1]);
        for (int i = 0; i < count; i++) {
            out.println(answer(cache, in.readLine()));
        }
        out.flush();
    }
}

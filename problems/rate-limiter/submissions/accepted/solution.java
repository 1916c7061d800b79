import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

public class Main {
    private static final Pattern TIME = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,20}");

    private static final class Client {
        int newest;
        final Deque<Integer> accepted = new ArrayDeque<>();
    }

    private static final class RateLimiter {
        private final int limit;
        private final int window;
        private final Map<String, Client> clients = new HashMap<>();

        RateLimiter(int limit, int window) {
            this.limit = limit;
            this.window = window;
        }

        String decide(int time, String name) {
            Client client = clients.computeIfAbsent(name, key -> new Client());
            if (time < client.newest) {
                return "late";
            }
            client.newest = time;

            while (!client.accepted.isEmpty() && client.accepted.peekFirst() <= time - window) {
                client.accepted.pollFirst();
            }
            if (client.accepted.size() >= limit) {
                return "deny";
            }
            client.accepted.addLast(time);
            return "allow";
        }
    }

    private static String answer(RateLimiter limiter, String line) {
        String[] fields = line.trim().split(" +");
        if (fields.length != 2
                || !TIME.matcher(fields[0]).matches()
                || !CLIENT.matcher(fields[1]).matches()) {
            return "invalid";
        }
        return limiter.decide(Integer.parseInt(fields[0]), fields[1]);
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        PrintWriter out = new PrintWriter(System.out);
        String[] header = in.readLine().split(" ");
        RateLimiter limiter = new RateLimiter(Integer.parseInt(header[0]), Integer.parseInt(header[1]));
        int count = Integer.parseInt(header[2]);
        for (int i = 0; i < count; i++) {
            out.println(answer(limiter, in.readLine()));
        }
        out.flush();
    }
}

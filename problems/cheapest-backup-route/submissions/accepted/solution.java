import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

public class Main {
    private static final String SITE = "[a-z0-9-]{1,20}";
    private static final String PRICE = "[0-9]{1,9}";

    private record Link(String to, int normal, int reduced) {}

    private record State(long price, int used, String site) {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] header = in.readLine().split(" ");
        Map<String, List<Link>> links = readLinks(in, Integer.parseInt(header[0]));
        Optional<State> route = cheapestRoute(links, Integer.parseInt(header[1]), header[2], header[3]);
        System.out.println(route.map(state -> state.price() + " " + state.used()).orElse("unreachable"));
    }

    private static Map<String, List<Link>> readLinks(BufferedReader in, int count) throws IOException {
        Map<String, List<Link>> links = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String[] fields = in.readLine().trim().split(" +");
            if (!isLink(fields)) {
                continue;
            }
            int normal = Integer.parseInt(fields[2]);
            int reduced = Integer.parseInt(fields[3]);
            addLink(links, fields[0], new Link(fields[1], normal, reduced));
            addLink(links, fields[1], new Link(fields[0], normal, reduced));
        }
        return links;
    }

    private static void addLink(Map<String, List<Link>> links, String from, Link link) {
        links.computeIfAbsent(from, site -> new ArrayList<>()).add(link);
    }

    private static boolean isLink(String[] fields) {
        return fields.length == 4
                && fields[0].matches(SITE)
                && fields[1].matches(SITE)
                && fields[2].matches(PRICE)
                && fields[3].matches(PRICE)
                && Integer.parseInt(fields[3]) <= Integer.parseInt(fields[2]);
    }

    /** The state in which the target is reached most cheaply, if a way leads there. */
    private static Optional<State> cheapestRoute(
            Map<String, List<Link>> links, int vouchers, String source, String target) {
        PriorityQueue<State> queue =
                new PriorityQueue<>(Comparator.comparingLong(State::price).thenComparingInt(State::used));
        queue.add(new State(0, 0, source));
        // Sites come off the queue by price. A second visit is of use only with fewer vouchers used.
        Map<String, Integer> fewestUsed = new HashMap<>();
        while (!queue.isEmpty()) {
            State state = queue.poll();
            if (state.site().equals(target)) {
                return Optional.of(state);
            }
            if (state.used() >= fewestUsed.getOrDefault(state.site(), Integer.MAX_VALUE)) {
                continue;
            }
            fewestUsed.put(state.site(), state.used());
            for (Link link : links.getOrDefault(state.site(), List.of())) {
                queue.add(new State(state.price() + link.normal(), state.used(), link.to()));
                if (state.used() < vouchers) {
                    queue.add(new State(state.price() + link.reduced(), state.used() + 1, link.to()));
                }
            }
        }
        return Optional.empty();
    }
}

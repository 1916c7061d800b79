import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

public class Main {
    public static void main(String[] args) throws IOException {
        Map<String, Set<String>> needs = readNeeds();
        Set<String> unknown = new TreeSet<>();
        needs.values().forEach(unknown::addAll);
        unknown.removeAll(needs.keySet());
        if (!unknown.isEmpty()) {
            report("unknown", unknown);
            return;
        }
        List<String> order = rolloutOrder(needs);
        if (order.size() == needs.size()) {
            report("order", order);
            return;
        }
        Set<String> stuck = new HashSet<>(needs.keySet());
        order.forEach(stuck::remove);
        report("cycle", findCycle(needs, stuck));
    }

    private static Map<String, Set<String>> readNeeds() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int count = Integer.parseInt(in.readLine().trim());
        Map<String, Set<String>> needs = new HashMap<>();
        for (int i = 0; i < count; i++) {
            List<String> fields = List.of(in.readLine().trim().split(" "));
            needs.computeIfAbsent(fields.get(0), service -> new HashSet<>())
                    .addAll(fields.subList(1, fields.size()));
        }
        return needs;
    }

    /** All services that can be rolled out, in the order asked for. */
    private static List<String> rolloutOrder(Map<String, Set<String>> needs) {
        Map<String, List<String>> waitingFor = new HashMap<>();
        Map<String, Integer> missing = new HashMap<>();
        PriorityQueue<String> ready = new PriorityQueue<>();
        needs.forEach((service, needed) -> {
            missing.put(service, needed.size());
            if (needed.isEmpty()) {
                ready.add(service);
            }
            for (String other : needed) {
                waitingFor.computeIfAbsent(other, key -> new ArrayList<>()).add(service);
            }
        });

        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String done = ready.poll();
            order.add(done);
            for (String service : waitingFor.getOrDefault(done, List.of())) {
                if (missing.merge(service, -1, Integer::sum) == 0) {
                    ready.add(service);
                }
            }
        }
        return order;
    }

    private static List<String> findCycle(Map<String, Set<String>> needs, Set<String> stuck) {
        List<String> walk = new ArrayList<>();
        Map<String, Integer> position = new HashMap<>();
        String service = Collections.min(stuck);
        while (!position.containsKey(service)) {
            position.put(service, walk.size());
            walk.add(service);
            Set<String> stuckNeeds = new HashSet<>(needs.get(service));
            stuckNeeds.retainAll(stuck);
            service = Collections.min(stuckNeeds);
        }
        List<String> cycle = walk.subList(position.get(service), walk.size());
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return cycle;
    }

    private static void report(String kind, Collection<String> services) {
        System.out.println(kind + "\n" + String.join("\n", services));
    }
}

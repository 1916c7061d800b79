class Solution {
    private record Event(int time, String kind) {}

    static List<Integer> incidentWindow(List<String> log, List<String> pattern) {
        Map<String, Integer> missing = new HashMap<>();
        for (String kind : pattern) {
            missing.merge(kind, 1, Integer::sum);
        }
        int missingInAll = pattern.size();

        List<Event> events = usefulEvents(log, Set.copyOf(pattern));
        List<Integer> best = List.of();
        int first = 0;
        for (Event last : events) {
            if (missing.merge(last.kind(), -1, Integer::sum) >= 0) {
                missingInAll--;
            }
            while (missingInAll == 0) {
                Event start = events.get(first);
                if (best.isEmpty() || last.time() - start.time() < best.get(1) - best.get(0)) {
                    best = List.of(start.time(), last.time());
                }
                if (missing.merge(start.kind(), 1, Integer::sum) > 0) {
                    missingInAll++;
                }
                first++;
            }
        }
        return best;
    }

    /** The good lines with one of the kinds, sorted by time. */
    private static List<Event> usefulEvents(List<String> log, Set<String> kinds) {
        List<Event> events = new ArrayList<>();
        for (String line : log) {
            String[] fields = line.trim().split(" +");
            if (fields.length == 2 && fields[0].matches("[0-9]{1,9}") && kinds.contains(fields[1])) {
                events.add(new Event(Integer.parseInt(fields[0]), fields[1]));
            }
        }
        events.sort(Comparator.comparingInt(Event::time));
        return events;
    }
}

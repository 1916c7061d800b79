class Solution {
    private static final java.util.regex.Pattern SHIFT =
            java.util.regex.Pattern.compile("([a-z]{1,12}) ([0-9]{1,9}) ([0-9]{1,9}) ([1-9])");
    private static final String NOBODY = "-";

    private record Shift(int start, int end, int priority, int line, String name) {}

    static List<String> onCallCoverage(int start, int end, List<String> shifts) {
        List<Shift> planned = goodShifts(shifts);
        planned.sort(Comparator.comparingInt(Shift::start));
        TreeSet<Integer> moments = new TreeSet<>();
        for (Shift shift : planned) {
            moments.add(shift.start());
            moments.add(shift.end());
        }
        moments.add(start);
        moments.add(end);

        Comparator<Shift> strongestFirst =
                Comparator.comparingInt(Shift::priority).thenComparingInt(Shift::line).reversed();
        PriorityQueue<Shift> running = new PriorityQueue<>(strongestFirst);
        List<String> timeline = new ArrayList<>();
        String current = null;
        int since = start;
        int next = 0;
        for (int moment : moments.subSet(start, end)) {
            while (next < planned.size() && planned.get(next).start() <= moment) {
                running.add(planned.get(next++));
            }
            while (!running.isEmpty() && running.peek().end() <= moment) {
                running.poll();
            }

            String name = running.isEmpty() ? NOBODY : running.peek().name();
            if (!name.equals(current)) {
                if (current != null) {
                    timeline.add(since + "-" + moment + " " + current);
                }
                current = name;
                since = moment;
            }
        }
        timeline.add(since + "-" + end + " " + current);
        return timeline;
    }

    private static List<Shift> goodShifts(List<String> lines) {
        List<Shift> shifts = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            var match = SHIFT.matcher(lines.get(line));
            if (!match.matches()) {
                continue;
            }
            int from = Integer.parseInt(match.group(2));
            int to = Integer.parseInt(match.group(3));
            if (from < to) {
                shifts.add(new Shift(from, to, Integer.parseInt(match.group(4)), line, match.group(1)));
            }
        }
        return shifts;
    }
}

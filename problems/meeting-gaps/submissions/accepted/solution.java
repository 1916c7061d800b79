class Solution {
    private static final String CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
    private static final java.util.regex.Pattern BOOKING =
            java.util.regex.Pattern.compile("(" + CLOCK + ")-(" + CLOCK + ")");

    static List<String> meetingGaps(String opens, String closes, List<String> bookings, int minSeconds) {
        int closing = toSeconds(closes);
        List<int[]> taken = goodBookings(bookings);
        taken.sort(Comparator.comparingInt(booking -> booking[0]));
        taken.add(new int[] {closing, closing});

        List<String> gaps = new ArrayList<>();
        int freeFrom = toSeconds(opens);
        for (int[] booking : taken) {
            int gapEnd = Math.min(booking[0], closing);
            if (gapEnd - freeFrom >= minSeconds) {
                gaps.add(toClock(freeFrom) + "-" + toClock(gapEnd));
            }
            freeFrom = Math.max(freeFrom, booking[1]);
        }
        return gaps;
    }

    private static List<int[]> goodBookings(List<String> lines) {
        List<int[]> bookings = new ArrayList<>();
        for (String line : lines) {
            var match = BOOKING.matcher(line);
            if (!match.matches()) {
                continue;
            }
            int start = toSeconds(match.group(1));
            int end = toSeconds(match.group(2));
            if (start < end) {
                bookings.add(new int[] {start, end});
            }
        }
        return bookings;
    }

    private static int toSeconds(String clock) {
        String[] parts = clock.split(":");
        int minutes = Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
        return minutes * 60 + Integer.parseInt(parts[2]);
    }

    private static String toClock(int moment) {
        return String.format("%02d:%02d:%02d", moment / 3600, moment / 60 % 60, moment % 60);
    }
}

class Solution {
    private static final java.util.regex.Pattern SHARE =
            java.util.regex.Pattern.compile("([0-9]{1,4})(?:\\.([0-9]{1,2}))?");

    static List<Long> splitBill(long totalCents, List<String> shares) {
        long[] weights = shares.stream().mapToLong(Solution::hundredths).toArray();
        long allWeights = Arrays.stream(weights).sum();
        if (allWeights == 0) {
            return List.of();
        }

        long amount = Math.abs(totalCents);
        long leftOver = amount;
        long[] parts = new long[weights.length];
        long[] remainders = new long[weights.length];
        List<Integer> mostCutFirst = new ArrayList<>();
        for (int team = 0; team < weights.length; team++) {
            parts[team] = amount * weights[team] / allWeights;
            remainders[team] = amount * weights[team] % allWeights;
            leftOver -= parts[team];
            mostCutFirst.add(team);
        }
        // The sort is stable, so the order of the list holds among equal remainders.
        mostCutFirst.sort(Comparator.comparingLong(team -> -remainders[team]));
        for (int team : mostCutFirst.subList(0, (int) leftOver)) {
            parts[team]++;
        }

        List<Long> result = new ArrayList<>();
        for (long part : parts) {
            result.add(totalCents >= 0 ? part : -part);
        }
        return result;
    }

    private static long hundredths(String share) {
        var match = SHARE.matcher(share);
        if (!match.matches()) {
            return 0;
        }
        String decimals = match.group(2) == null ? "" : match.group(2);
        return Long.parseLong(match.group(1) + (decimals + "00").substring(0, 2));
    }
}

class Solution {
    private static final int LONG = 240;

    private record Delivery(int start, int end, int pay) {
        long freeAgain(int rest) {
            return end + (end - start > LONG ? 2L * rest : rest);
        }
    }

    private record Plan(long pay, long number) {
        boolean isBetterThan(Plan other) {
            return pay > other.pay || (pay == other.pay && number < other.number);
        }
    }

    static List<Long> deliveryPlan(List<String> offers, int rest) {
        List<Delivery> deliveries = goodDeliveries(offers);
        deliveries.sort(Comparator.comparingInt(Delivery::start));
        // best[i] is the best plan that uses deliveries from place i on.
        Plan[] best = new Plan[deliveries.size() + 1];
        best[deliveries.size()] = new Plan(0, 0);
        for (int place = deliveries.size() - 1; place >= 0; place--) {
            Delivery delivery = deliveries.get(place);
            Plan following = best[firstFrom(deliveries, delivery.freeAgain(rest))];
            Plan taken = new Plan(following.pay() + delivery.pay(), following.number() + 1);
            best[place] = taken.isBetterThan(best[place + 1]) ? taken : best[place + 1];
        }
        return List.of(best[0].pay(), best[0].number());
    }

    /** The place of the first delivery that starts at the moment or later. */
    private static int firstFrom(List<Delivery> deliveries, long moment) {
        int low = 0;
        int high = deliveries.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (deliveries.get(middle).start() < moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<Delivery> goodDeliveries(List<String> offers) {
        List<Delivery> deliveries = new ArrayList<>();
        for (String offer : offers) {
            String[] fields = offer.trim().split(" +");
            if (fields.length != 3 || !Arrays.stream(fields).allMatch(field -> field.matches("[0-9]{1,9}"))) {
                continue;
            }
            int start = Integer.parseInt(fields[0]);
            int end = Integer.parseInt(fields[1]);
            if (start < end) {
                deliveries.add(new Delivery(start, end, Integer.parseInt(fields[2])));
            }
        }
        return deliveries;
    }
}

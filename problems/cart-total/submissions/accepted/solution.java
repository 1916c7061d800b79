class Solution {
    private static final String NUMBER = "[0-9]{1,5}";

    private static final class Item {
        long pieces;
        long cents;
    }

    static long cartTotal(List<String> lines) {
        Map<String, Item> items = new HashMap<>();
        for (String line : lines) {
            String[] fields = line.trim().split(" +");
            if (fields.length != 3 || !fields[1].matches(NUMBER) || !fields[2].matches(NUMBER)) {
                continue;
            }
            long quantity = Long.parseLong(fields[1]);
            long price = Long.parseLong(fields[2]);
            Item item = items.computeIfAbsent(fields[0], name -> new Item());
            item.pieces += quantity;
            item.cents += quantity * price;
        }

        long total = 0;
        for (Item item : items.values()) {
            total += item.cents - item.cents * discountPercent(item.pieces) / 100;
        }
        return total;
    }

    private static int discountPercent(long pieces) {
        if (pieces >= 50) {
            return 20;
        }
        return pieces >= 10 ? 10 : 0;
    }
}

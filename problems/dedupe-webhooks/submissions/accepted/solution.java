import java.util.regex.Matcher;
import java.util.regex.Pattern;

class Solution {
    private record Entry(String checksum, int time) {}

    static List<String> answerCalls(List<String> calls, int keep) {
        Pattern form = Pattern.compile("([0-9]{1,9}) ([a-z0-9-]{1,20}) ([0-9a-f]{4})");
        Map<String, Entry> known = new HashMap<>();
        List<String> answers = new ArrayList<>();
        int clock = 0;
        for (String call : calls) {
            Matcher match = form.matcher(call);
            if (!match.matches()) {
                answers.add("damaged");
                continue;
            }
            int time = Integer.parseInt(match.group(1));
            if (time < clock) {
                answers.add("late");
                continue;
            }
            clock = time;
            Entry entry = known.get(match.group(2));
            if (entry == null || time - entry.time() > keep) {
                known.put(match.group(2), new Entry(match.group(3), time));
                answers.add("processed");
            } else {
                answers.add(entry.checksum().equals(match.group(3)) ? "repeat" : "conflict");
            }
        }
        return answers;
    }
}

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        long sum = 0;
        if (n > 0) {
            StringTokenizer words = new StringTokenizer(in.readLine());
            for (int i = 0; i < n; i++) {
                sum += Math.max(0, Integer.parseInt(words.nextToken()));
            }
        }
        System.out.println(sum);
    }
}

import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        // Read n numbers with in.nextInt() and print their sum with System.out.println(...).
    }
}

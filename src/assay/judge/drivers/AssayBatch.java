import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

/**
 * Runs a candidate's program on many inputs in one process, each time with classes loaded anew: for each byte
 * read from descriptor 4 once more, until all of its threads have ended; then answers with a byte. Arguments:
 * the folder of the classes, the main class, and jars that all runs share. Where anything is out of the
 * ordinary the process ends, and the judge runs that test by itself.
 */
final class AssayBatch {
    private static final int CONTROL = 4;
    private static final int NO_LONGER_FIT = 70;

    private AssayBatch() {}

    /** Standard input: a new one of each run, but for libraries that have taken hold of it the same object. */
    private static final class Input extends InputStream {
        private final FileInputStream file = new FileInputStream(FileDescriptor.in);
        private final byte[] buffer = new byte[1 << 16];
        private int at;
        private int end;
        private boolean closed;

        void renew() {
            at = 0;
            end = 0;
            closed = false;
        }

        private boolean filled() throws IOException {
            if (closed) {
                throw new IOException("Stream closed");
            }
            if (at == end) {
                at = 0;
                end = Math.max(file.read(buffer, 0, buffer.length), 0);
            }
            return end > 0;
        }

        @Override
        public synchronized int read() throws IOException {
            return filled() ? buffer[at++] & 0xff : -1;
        }

        @Override
        public synchronized int read(byte[] into, int from, int most) throws IOException {
            if (most == 0) {
                return 0;
            }
            if (!filled()) {
                return -1;
            }
            int count = Math.min(most, end - at);
            System.arraycopy(buffer, at, into, from, count);
            at += count;
            return count;
        }

        @Override
        public synchronized int available() throws IOException {
            return closed ? 0 : end - at + file.available();
        }

        @Override
        public synchronized void close() {
            closed = true;
        }
    }

    /** A standard stream's end: closing it leaves the descriptor open for the next run. */
    private static final class Sink extends BufferedOutputStream {
        Sink(FileDescriptor descriptor) {
            super(new FileOutputStream(descriptor), 1 << 13);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static FileDescriptor descriptor(int value) throws ReflectiveOperationException {
        FileDescriptor made = new FileDescriptor();
        Field number = FileDescriptor.class.getDeclaredField("fd");
        number.setAccessible(true);
        number.setInt(made, value);
        return made;
    }

    public static void main(String[] arguments) throws Exception {
        URL[] classes = {Path.of(arguments[0]).toUri().toURL()};
        ClassLoader libraries = libraries(arguments);
        FileDescriptor control = descriptor(CONTROL);
        InputStream asked = new FileInputStream(control);
        OutputStream answers = new FileOutputStream(control);
        Input input = new Input();
        Sink out = new Sink(FileDescriptor.out);
        Sink err = new Sink(FileDescriptor.err);
        Properties properties = (Properties) System.getProperties().clone();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        while (asked.read() >= 0) {
            input.renew();
            System.setIn(input);
            System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            boolean clean = run(classes, libraries, arguments[1]);
            out.flush();
            err.flush();
            clean &= FileDescriptor.in.valid() && FileDescriptor.out.valid() && FileDescriptor.err.valid();
            if (!System.getProperties().equals(properties)) {
                System.setProperties((Properties) properties.clone());
            }
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
            answers.write('.');
            if (!clean) {
                Runtime.getRuntime().halt(NO_LONGER_FIT);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static ClassLoader libraries(String[] arguments) throws IOException {
        List<URL> jars = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            for (String jar : arguments[i].split(":")) {
                jars.add(Path.of(jar).toUri().toURL());
            }
        }
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        return jars.isEmpty() ? platform : new URLClassLoader(jars.toArray(new URL[0]), platform);
    }

    /** Whether nothing of the program is left running. Does not return where it ended with an error. */
    private static boolean run(URL[] classes, ClassLoader libraries, String main) throws Exception {
        ThreadGroup group = new ThreadGroup("program");
        try (URLClassLoader loader = new URLClassLoader(classes, libraries)) {
            Thread thread = new Thread(group, () -> call(loader, main), "main");
            thread.setContextClassLoader(loader);
            thread.start();
            thread.join();
            for (Thread other = working(group); other != null; other = working(group)) {
                other.join();
            }
            return group.activeCount() == 0;
        }
    }

    private static void call(ClassLoader loader, String main) {
        try {
            Method method = Class.forName(main, true, loader).getMethod("main", String[].class);
            method.setAccessible(true);
            method.invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException thrown) {
            failed(thrown.getCause());
        } catch (Throwable thrown) {
            failed(thrown);
        }
    }

    private static void failed(Throwable thrown) {
        thrown.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    /** A thread that keeps the program going. */
    private static Thread working(ThreadGroup group) {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads, true);
        for (int i = 0; i < count; i++) {
            if (!threads[i].isDaemon()) {
                return threads[i];
            }
        }
        return null;
    }
}

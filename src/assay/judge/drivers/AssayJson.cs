// Reads a function's arguments and writes its answer as JSON (see the package's docstring).
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace AssayJudge
{
    /// A type's way in and out.
    public abstract class Codec<T>
    {
        public abstract T Read(Reader reader);

        public abstract void Write(StringBuilder output, T value);
    }

    public sealed class Reader
    {
        private readonly byte[] text;
        private int at;

        public Reader(byte[] text)
        {
            this.text = text;
        }

        public static Reader Stdin()
        {
            using (var all = new MemoryStream())
            {
                Console.OpenStandardInput().CopyTo(all);
                return new Reader(all.ToArray());
            }
        }

        private void Space()
        {
            while (at < text.Length && text[at] <= 32) at++;
        }

        public bool Next(char wanted)
        {
            Space();
            if (at < text.Length && text[at] == wanted)
            {
                at++;
                return true;
            }
            return false;
        }

        public void Need(char wanted)
        {
            if (!Next(wanted)) throw new FormatException("the input lacks '" + wanted + "' at byte " + at);
        }

        /// The bracket before the first item, the comma before each other.
        public void Item(int index)
        {
            Need(index == 0 ? '[' : ',');
        }

        public T Take<T>(int index, Codec<T> codec)
        {
            Item(index);
            return codec.Read(this);
        }

        /// After so many items.
        public void End(int items)
        {
            if (items == 0) Need('[');
            Need(']');
        }

        public bool Nothing()
        {
            Space();
            bool found = at < text.Length && text[at] == 'n';
            if (found) at += 4;
            return found;
        }

        public bool Truth()
        {
            Space();
            bool yes = text[at] == 't';
            at += yes ? 4 : 5;
            return yes;
        }

        public string Number()
        {
            Space();
            int start = at;
            while (at < text.Length && "+-.0123456789eE".IndexOf((char)text[at]) >= 0) at++;
            return Encoding.ASCII.GetString(text, start, at - start);
        }

        private string Plain()
        {
            int start = at;
            while (text[at] != '"' && text[at] != '\\') at++;
            return Encoding.UTF8.GetString(text, start, at - start);
        }

        public string String()
        {
            Need('"');
            string head = Plain();
            if (text[at] == '"')
            {
                at++;
                return head;
            }
            var value = new StringBuilder(head);
            while (text[at] != '"')
            {
                if (text[at] == '\\') value.Append(Escaped());
                else value.Append(Plain());
            }
            at++;
            return value.ToString();
        }

        private char Escaped()
        {
            char escape = (char)text[at + 1];
            at += 2;
            if (escape == 'u')
            {
                at += 4;
                return (char)Convert.ToInt32(Encoding.ASCII.GetString(text, at - 4, 4), 16);
            }
            int known = "nrtbf".IndexOf(escape);
            return known >= 0 ? "\n\r\t\b\f"[known] : escape;
        }
    }

    public static class Answer
    {
        // By its full name, which needs no table of Mono's; a FileStream there takes no descriptor.
        [DllImport("libc.so.6", EntryPoint = "write", SetLastError = true)]
        private static extern IntPtr WriteTo(int descriptor, byte[] bytes, IntPtr count);

        /// To descriptor 3.
        public static void Write(StringBuilder output)
        {
            Console.Out.Flush();
            byte[] bytes = new UTF8Encoding(false).GetBytes(output.ToString());
            while (bytes.Length > 0)
            {
                long wrote = WriteTo(3, bytes, (IntPtr)bytes.Length).ToInt64();
                if (wrote <= 0) throw new IOException("the answer cannot be written: error " + Marshal.GetLastWin32Error());
                byte[] rest = new byte[bytes.Length - wrote];
                Array.Copy(bytes, wrote, rest, 0, rest.Length);
                bytes = rest;
            }
        }

        /// The candidate's own lines of what went wrong. Returns the exit status.
        public static int Failed(Exception problem)
        {
            while (problem is System.Reflection.TargetInvocationException && problem.InnerException != null)
            {
                problem = problem.InnerException;
            }
            Console.Out.Flush();
            Console.Error.WriteLine(problem.GetType().FullName + ": " + problem.Message);
            foreach (string line in (problem.StackTrace ?? "").Split('\n'))
            {
                if (!line.Contains("AssayDriver.") && !line.Contains("AssayJudge.")) Console.Error.WriteLine(line);
            }
            return 1;
        }

        public static void Quote(StringBuilder output, string value)
        {
            output.Append('"');
            for (int i = 0; i < value.Length; i++)
            {
                char c = value[i];
                if (c == '"' || c == '\\') output.Append('\\').Append(c);
                else if (c < ' ' || char.IsSurrogate(c) && !Paired(value, i)) output.Append("\\u").Append(((int)c).ToString("x4"));
                else output.Append(c);
            }
            output.Append('"');
        }

        private static bool Paired(string value, int i)
        {
            return char.IsHighSurrogate(value[i])
                ? i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])
                : i > 0 && char.IsHighSurrogate(value[i - 1]);
        }
    }

    public sealed class OfInt : Codec<int>
    {
        public override int Read(Reader reader) { return int.Parse(reader.Number(), CultureInfo.InvariantCulture); }

        public override void Write(StringBuilder output, int value) { output.Append(value.ToString(CultureInfo.InvariantCulture)); }
    }

    public sealed class OfLong : Codec<long>
    {
        public override long Read(Reader reader) { return long.Parse(reader.Number(), CultureInfo.InvariantCulture); }

        public override void Write(StringBuilder output, long value) { output.Append(value.ToString(CultureInfo.InvariantCulture)); }
    }

    public sealed class OfInteger : Codec<BigInteger>
    {
        public override BigInteger Read(Reader reader) { return BigInteger.Parse(reader.Number(), CultureInfo.InvariantCulture); }

        public override void Write(StringBuilder output, BigInteger value) { output.Append(value.ToString(CultureInfo.InvariantCulture)); }
    }

    public sealed class OfFloat : Codec<double>
    {
        public override double Read(Reader reader)
        {
            return double.Parse(reader.Number(), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        public override void Write(StringBuilder output, double value)
        {
            if (double.IsNaN(value)) output.Append("NaN");
            else if (double.IsInfinity(value)) output.Append(value > 0 ? "Infinity" : "-Infinity");
            else output.Append(value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    public sealed class OfBool : Codec<bool>
    {
        public override bool Read(Reader reader) { return reader.Truth(); }

        public override void Write(StringBuilder output, bool value) { output.Append(value ? "true" : "false"); }
    }

    public sealed class OfString : Codec<string>
    {
        public override string Read(Reader reader) { return reader.String(); }

        public override void Write(StringBuilder output, string value)
        {
            if (value == null) output.Append("null");
            else Answer.Quote(output, value);
        }
    }

    public sealed class OfList<T> : Codec<List<T>>
    {
        private readonly Codec<T> item;

        public OfList(Codec<T> item) { this.item = item; }

        public override List<T> Read(Reader reader)
        {
            var values = new List<T>();
            reader.Need('[');
            if (reader.Next(']')) return values;
            do values.Add(item.Read(reader));
            while (reader.Next(','));
            reader.Need(']');
            return values;
        }

        public override void Write(StringBuilder output, List<T> values)
        {
            if (values == null)
            {
                output.Append("null");
                return;
            }
            output.Append('[');
            for (int i = 0; i < values.Count; i++)
            {
                if (i > 0) output.Append(',');
                item.Write(output, values[i]);
            }
            output.Append(']');
        }
    }

    public sealed class OfMap<T> : Codec<Dictionary<string, T>>
    {
        private readonly Codec<T> item;

        public OfMap(Codec<T> item) { this.item = item; }

        public override Dictionary<string, T> Read(Reader reader)
        {
            var values = new Dictionary<string, T>();
            reader.Need('{');
            if (reader.Next('}')) return values;
            do
            {
                string key = reader.String();
                reader.Need(':');
                values[key] = item.Read(reader);
            }
            while (reader.Next(','));
            reader.Need('}');
            return values;
        }

        public override void Write(StringBuilder output, Dictionary<string, T> values)
        {
            if (values == null)
            {
                output.Append("null");
                return;
            }
            string mark = "{";
            foreach (var pair in values)
            {
                output.Append(mark);
                Answer.Quote(output, pair.Key);
                output.Append(':');
                item.Write(output, pair.Value);
                mark = ",";
            }
            output.Append(mark == "{" ? "{}" : "}");
        }
    }

    public sealed class OfOptionalValue<T> : Codec<T?> where T : struct
    {
        private readonly Codec<T> item;

        public OfOptionalValue(Codec<T> item) { this.item = item; }

        public override T? Read(Reader reader) { return reader.Nothing() ? (T?)null : item.Read(reader); }

        public override void Write(StringBuilder output, T? value)
        {
            if (value.HasValue) item.Write(output, value.Value);
            else output.Append("null");
        }
    }

    public sealed class OfOptional<T> : Codec<T> where T : class
    {
        private readonly Codec<T> item;

        public OfOptional(Codec<T> item) { this.item = item; }

        public override T Read(Reader reader) { return reader.Nothing() ? null : item.Read(reader); }

        public override void Write(StringBuilder output, T value)
        {
            if (value == null) output.Append("null");
            else item.Write(output, value);
        }
    }

    public sealed class OfLinked<T, N> : Codec<N> where N : class
    {
        private readonly OfList<T> list;
        private readonly Func<T, N, N> make;
        private readonly Func<N, T> value;
        private readonly Func<N, N> next;

        public OfLinked(Codec<T> item, Func<T, N, N> make, Func<N, T> value, Func<N, N> next)
        {
            list = new OfList<T>(item);
            this.make = make;
            this.value = value;
            this.next = next;
        }

        public override N Read(Reader reader)
        {
            List<T> values = list.Read(reader);
            N head = null;
            for (int i = values.Count - 1; i >= 0; i--) head = make(values[i], head);
            return head;
        }

        public override void Write(StringBuilder output, N head)
        {
            var values = new List<T>();
            for (N node = head; node != null; node = next(node))
            {
                values.Add(value(node));
                Nodes.Bounded(values.Count);
            }
            list.Write(output, values);
        }
    }

    public sealed class OfTree<T, N> : Codec<N> where N : class
    {
        private readonly Codec<T> item;
        private readonly Func<T, N> make;
        private readonly Func<N, T> value;
        private readonly Func<N, N> left;
        private readonly Func<N, N> right;
        private readonly Action<N, N, bool> set;

        public OfTree(Codec<T> item, Func<T, N> make, Func<N, T> value, Func<N, N> left, Func<N, N> right, Action<N, N, bool> set)
        {
            this.item = item;
            this.make = make;
            this.value = value;
            this.left = left;
            this.right = right;
            this.set = set;
        }

        public override N Read(Reader reader)
        {
            N root = null;
            var waiting = new Queue<N>();
            bool onLeft = true;
            reader.Need('[');
            if (reader.Next(']')) return null;
            do
            {
                N node = reader.Nothing() ? null : make(item.Read(reader));
                if (root == null) root = node;
                else
                {
                    if (node != null) set(waiting.Peek(), node, onLeft);
                    if (!onLeft) waiting.Dequeue();
                    onLeft = !onLeft;
                }
                if (node != null) waiting.Enqueue(node);
            }
            while (reader.Next(','));
            reader.Need(']');
            return root;
        }

        public override void Write(StringBuilder output, N root)
        {
            var waiting = new Queue<N>();
            waiting.Enqueue(root);
            int missing = 0, written = 0;
            output.Append('[');
            while (waiting.Count > 0)
            {
                N node = waiting.Dequeue();
                if (node == null)
                {
                    missing++;
                    continue;
                }
                for (; missing > 0; missing--) output.Append(written++ == 0 ? "null" : ",null");
                if (written++ > 0) output.Append(',');
                item.Write(output, value(node));
                waiting.Enqueue(left(node));
                waiting.Enqueue(right(node));
                Nodes.Bounded(written);
            }
            output.Append(']');
        }
    }

    internal static class Nodes
    {
        private const int Most = 5000000;

        internal static void Bounded(int nodes)
        {
            if (nodes > Most)
            {
                throw new InvalidOperationException("the result has more than " + Most + " nodes: does it lead back to itself?");
            }
        }
    }
}

// Reads a function's arguments and writes its answer as JSON (see the package's docstring).
import java.io.{FileDescriptor, FileOutputStream}
import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}

/** A type's way in and out. */
abstract class AssayCodec[T] {
  def read(in: AssayJson): T
  def write(out: java.lang.StringBuilder, value: T): Unit
}

final class AssayJson(text: Array[Byte]) {
  private var at = 0

  private def space(): Unit = while (at < text.length && text(at) >= 0 && text(at) <= ' ') at += 1

  def next(wanted: Char): Boolean = {
    space()
    val found = at < text.length && text(at) == wanted
    if (found) at += 1
    found
  }

  def need(wanted: Char): Unit =
    if (!next(wanted)) throw new IllegalArgumentException("the input lacks '" + wanted + "' at byte " + at)

  /** The bracket before the first item, the comma before each other. */
  def item(index: Int): Unit = need(if (index == 0) '[' else ',')

  def take[T](index: Int, codec: AssayCodec[T]): T = {
    item(index)
    codec.read(this)
  }

  /** After so many items. */
  def end(items: Int): Unit = {
    if (items == 0) need('[')
    need(']')
  }

  def nothing(): Boolean = {
    space()
    val found = at < text.length && text(at) == 'n'
    if (found) at += 4
    found
  }

  def truth(): Boolean = {
    space()
    val yes = text(at) == 't'
    at += (if (yes) 4 else 5)
    yes
  }

  def number(): String = {
    space()
    val start = at
    while (at < text.length && "+-.0123456789eE".indexOf(text(at)) >= 0) at += 1
    new String(text, start, at - start, ISO_8859_1)
  }

  private def plain(): String = {
    val start = at
    while (text(at) != '"' && text(at) != '\\') at += 1
    new String(text, start, at - start, UTF_8)
  }

  def string(): String = {
    need('"')
    val value = new java.lang.StringBuilder(plain())
    while (text(at) != '"') {
      if (text(at) == '\\') value.append(escaped()) else value.append(plain())
    }
    at += 1
    value.toString
  }

  private def escaped(): Char = {
    val escape = text(at + 1).toChar
    at += 2
    if (escape == 'u') {
      at += 4
      Integer.parseInt(new String(text, at - 4, 4, ISO_8859_1), 16).toChar
    } else {
      val known = "nrtbf".indexOf(escape)
      if (known >= 0) "\n\r\t\b\f".charAt(known) else escape
    }
  }
}

object AssayJson {
  private val MostNodes = 5000000

  def stdin(): AssayJson = new AssayJson(System.in.readAllBytes())

  /** Writes to descriptor 3. */
  def answer(out: java.lang.StringBuilder): Unit = {
    Console.flush()
    System.out.flush()
    val third = new FileDescriptor()
    val number = classOf[FileDescriptor].getDeclaredField("fd")
    number.setAccessible(true)
    number.setInt(third, 3)
    new FileOutputStream(third).write(out.toString.getBytes(UTF_8))
  }

  private abstract class Shown[T] extends AssayCodec[T] {
    def write(out: java.lang.StringBuilder, value: T): Unit = out.append(value.toString)
  }

  val int: AssayCodec[Int] = new Shown[Int] { def read(in: AssayJson): Int = in.number().toInt }
  val long: AssayCodec[Long] = new Shown[Long] { def read(in: AssayJson): Long = in.number().toLong }
  val integer: AssayCodec[BigInt] = new Shown[BigInt] { def read(in: AssayJson): BigInt = BigInt(in.number()) }
  val float: AssayCodec[Double] = new Shown[Double] { def read(in: AssayJson): Double = in.number().toDouble }
  val bool: AssayCodec[Boolean] = new Shown[Boolean] { def read(in: AssayJson): Boolean = in.truth() }

  val string: AssayCodec[String] = new AssayCodec[String] {
    def read(in: AssayJson): String = in.string()
    def write(out: java.lang.StringBuilder, value: String): Unit =
      if (value == null) out.append("null") else quote(out, value)
  }

  def list[T](item: AssayCodec[T]): AssayCodec[Vector[T]] = new AssayCodec[Vector[T]] {
    def read(in: AssayJson): Vector[T] = {
      val values = Vector.newBuilder[T]
      in.need('[')
      if (!in.next(']')) {
        do values += item.read(in) while (in.next(','))
        in.need(']')
      }
      values.result()
    }

    def write(out: java.lang.StringBuilder, values: Vector[T]): Unit = {
      var mark = '['
      for (value <- values) {
        out.append(mark)
        item.write(out, value)
        mark = ','
      }
      out.append(if (mark == '[') "[]" else "]")
    }
  }

  def map[T](item: AssayCodec[T]): AssayCodec[Map[String, T]] = new AssayCodec[Map[String, T]] {
    def read(in: AssayJson): Map[String, T] = {
      val values = Map.newBuilder[String, T]
      in.need('{')
      if (!in.next('}')) {
        do {
          val key = in.string()
          in.need(':')
          values += key -> item.read(in)
        } while (in.next(','))
        in.need('}')
      }
      values.result()
    }

    def write(out: java.lang.StringBuilder, values: Map[String, T]): Unit = {
      var mark = '{'
      for ((key, value) <- values) {
        out.append(mark)
        quote(out, key)
        out.append(':')
        item.write(out, value)
        mark = ','
      }
      out.append(if (mark == '{') "{}" else "}")
    }
  }

  def optional[T](item: AssayCodec[T]): AssayCodec[Option[T]] = new AssayCodec[Option[T]] {
    def read(in: AssayJson): Option[T] = if (in.nothing()) None else Some(item.read(in))
    def write(out: java.lang.StringBuilder, value: Option[T]): Unit = value match {
      case Some(inner) => item.write(out, inner)
      case None => out.append("null")
    }
  }

  def linked[T, N >: Null <: AnyRef](item: AssayCodec[T], make: (T, N) => N, value: N => T, next: N => N): AssayCodec[N] =
    new AssayCodec[N] {
      private val values = list(item)
      def read(in: AssayJson): N = values.read(in).foldRight(null: N)(make)
      def write(out: java.lang.StringBuilder, head: N): Unit = {
        val all = Vector.newBuilder[T]
        var count = 0
        var node = head
        while (node != null) {
          all += value(node)
          count += 1
          bounded(count)
          node = next(node)
        }
        values.write(out, all.result())
      }
    }

  def tree[T, N >: Null <: AnyRef](
      item: AssayCodec[T],
      make: (T, N, N) => N,
      value: N => T,
      left: N => N,
      right: N => N
  ): AssayCodec[N] = new AssayCodec[N] {
    private val list_ = list(optional(item))

    def read(in: AssayJson): N = {
      val values = list_.read(in)
      val children = values.scanLeft(1)((after, each) => if (each.isEmpty) after else after + 2)
      val nodes = new Array[AnyRef](2 * values.length + 2)
      for (i <- values.indices.reverse; held <- values(i)) {
        nodes(i) = make(held, nodes(children(i)).asInstanceOf[N], nodes(children(i) + 1).asInstanceOf[N])
      }
      nodes(0).asInstanceOf[N]
    }

    def write(out: java.lang.StringBuilder, root: N): Unit = {
      val values = Vector.newBuilder[Option[T]]
      val waiting = scala.collection.mutable.Queue[N](root)
      var missing = 0
      var count = 0
      while (waiting.nonEmpty) {
        val node = waiting.dequeue()
        if (node == null) missing += 1
        else {
          for (_ <- 0 until missing) values += None
          values += Some(value(node))
          count += missing + 1
          missing = 0
          bounded(count)
          waiting.enqueue(left(node), right(node))
        }
      }
      list_.write(out, values.result())
    }
  }

  private def bounded(nodes: Int): Unit =
    if (nodes > MostNodes) {
      throw new IllegalStateException("the result has more than " + MostNodes + " nodes: does it lead back to itself?")
    }

  private def quote(out: java.lang.StringBuilder, value: String): Unit = {
    out.append('"')
    for (i <- 0 until value.length) {
      val c = value.charAt(i)
      if (c == '"' || c == '\\') out.append('\\').append(c)
      else if (c < ' ' || Character.isSurrogate(c) && !paired(value, i)) {
        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5)
      } else out.append(c)
    }
    out.append('"')
  }

  private def paired(value: String, i: Int): Boolean =
    if (Character.isHighSurrogate(value.charAt(i))) i + 1 < value.length && Character.isLowSurrogate(value.charAt(i + 1))
    else i > 0 && Character.isHighSurrogate(value.charAt(i - 1))
}

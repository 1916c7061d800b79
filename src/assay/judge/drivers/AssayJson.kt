// Reads a function's arguments and writes its answer as JSON (see the package's docstring).
@file:Suppress("unused", "UNCHECKED_CAST")

import java.io.FileDescriptor
import java.io.FileOutputStream
import java.math.BigInteger

private const val MOST_NODES = 5_000_000

/** A type's way in and out. */
abstract class AssayCodec<T> {
    abstract fun read(reader: AssayJson): T

    open fun write(out: StringBuilder, value: T) {
        out.append(value)
    }
}

class AssayJson(private val text: ByteArray) {
    private var at = 0

    private fun space() {
        while (at < text.size && text[at] in 0..32) at++
    }

    fun next(wanted: Char): Boolean {
        space()
        if (at < text.size && text[at].toInt() == wanted.toInt()) {
            at++
            return true
        }
        return false
    }

    fun need(wanted: Char) {
        if (!next(wanted)) throw IllegalArgumentException("the input lacks '$wanted' at byte $at")
    }

    /** The bracket before the first item, the comma before each other. */
    fun item(index: Int) = need(if (index == 0) '[' else ',')

    fun <T> take(index: Int, codec: AssayCodec<T>): T {
        item(index)
        return codec.read(this)
    }

    /** After so many items. */
    fun end(items: Int) {
        if (items == 0) need('[')
        need(']')
    }

    fun nothing(): Boolean {
        space()
        val found = at < text.size && text[at].toInt() == 'n'.toInt()
        if (found) at += 4
        return found
    }

    fun truth(): Boolean {
        space()
        val yes = text[at].toInt() == 't'.toInt()
        at += if (yes) 4 else 5
        return yes
    }

    fun number(): String {
        space()
        val start = at
        while (at < text.size && "+-.0123456789eE".indexOf(text[at].toChar()) >= 0) at++
        return String(text, start, at - start, Charsets.ISO_8859_1)
    }

    private fun plain(): String {
        val start = at
        while (text[at].toInt() != '"'.toInt() && text[at].toInt() != '\\'.toInt()) at++
        return String(text, start, at - start, Charsets.UTF_8)
    }

    fun string(): String {
        need('"')
        val head = plain()
        if (text[at].toInt() == '"'.toInt()) {
            at++
            return head
        }
        val value = StringBuilder(head)
        while (text[at].toInt() != '"'.toInt()) {
            if (text[at].toInt() == '\\'.toInt()) value.append(escaped()) else value.append(plain())
        }
        at++
        return value.toString()
    }

    private fun escaped(): Char {
        val escape = text[at + 1].toChar()
        at += 2
        if (escape == 'u') {
            at += 4
            return String(text, at - 4, 4, Charsets.ISO_8859_1).toInt(16).toChar()
        }
        val known = "nrtbf".indexOf(escape)
        return if (known >= 0) "\n\r\t\b\u000c"[known] else escape
    }

    companion object {
        fun stdin() = AssayJson(System.`in`.readBytes())

        /** Writes to descriptor 3. */
        fun answer(out: StringBuilder) {
            System.out.flush()
            val third = FileDescriptor()
            val number = FileDescriptor::class.java.getDeclaredField("fd")
            number.isAccessible = true
            number.setInt(third, 3)
            FileOutputStream(third).write(out.toString().toByteArray(Charsets.UTF_8))
        }
    }
}

object AssayInt : AssayCodec<Int>() {
    override fun read(reader: AssayJson) = reader.number().toInt()
}

object AssayLong : AssayCodec<Long>() {
    override fun read(reader: AssayJson) = reader.number().toLong()
}

object AssayInteger : AssayCodec<BigInteger>() {
    override fun read(reader: AssayJson) = BigInteger(reader.number())
}

object AssayFloat : AssayCodec<Double>() {
    override fun read(reader: AssayJson) = reader.number().toDouble()
}

object AssayBool : AssayCodec<Boolean>() {
    override fun read(reader: AssayJson) = reader.truth()
}

object AssayString : AssayCodec<String>() {
    override fun read(reader: AssayJson) = reader.string()

    override fun write(out: StringBuilder, value: String) {
        out.append('"')
        for (i in value.indices) {
            val c = value[i]
            when {
                c == '"' || c == '\\' -> out.append('\\').append(c)
                c < ' ' || c.isSurrogate() && !paired(value, i) ->
                    out.append("\\u").append(Integer.toHexString(0x10000 or c.toInt()), 1, 5)
                else -> out.append(c)
            }
        }
        out.append('"')
    }

    private fun paired(value: String, i: Int) =
        if (value[i].isHighSurrogate()) i + 1 < value.length && value[i + 1].isLowSurrogate()
        else i > 0 && value[i - 1].isHighSurrogate()
}

class AssayList<T>(private val item: AssayCodec<T>) : AssayCodec<List<T>>() {
    override fun read(reader: AssayJson): List<T> {
        val values = ArrayList<T>()
        reader.need('[')
        if (reader.next(']')) return values
        do values.add(item.read(reader)) while (reader.next(','))
        reader.need(']')
        return values
    }

    override fun write(out: StringBuilder, value: List<T>) {
        out.append('[')
        var first = true
        for (each in value) {
            if (!first) out.append(',')
            first = false
            item.write(out, each)
        }
        out.append(']')
    }
}

class AssayMap<T>(private val item: AssayCodec<T>) : AssayCodec<Map<String, T>>() {
    override fun read(reader: AssayJson): Map<String, T> {
        val values = LinkedHashMap<String, T>()
        reader.need('{')
        if (reader.next('}')) return values
        do {
            val key = reader.string()
            reader.need(':')
            values[key] = item.read(reader)
        } while (reader.next(','))
        reader.need('}')
        return values
    }

    override fun write(out: StringBuilder, value: Map<String, T>) {
        out.append('{')
        var first = true
        for ((key, each) in value) {
            if (!first) out.append(',')
            first = false
            AssayString.write(out, key)
            out.append(':')
            item.write(out, each)
        }
        out.append('}')
    }
}

class AssayOptional<T : Any>(private val item: AssayCodec<T>) : AssayCodec<T?>() {
    override fun read(reader: AssayJson): T? = if (reader.nothing()) null else item.read(reader)

    override fun write(out: StringBuilder, value: T?) {
        if (value == null) out.append("null") else item.write(out, value)
    }
}

class AssayLinked<T, N : Any>(
    item: AssayCodec<T>,
    private val make: (T, N?) -> N,
    private val value: (N) -> T,
    private val next: (N) -> N?
) : AssayCodec<N?>() {
    private val list = AssayList(item)

    override fun read(reader: AssayJson): N? {
        var head: N? = null
        for (each in list.read(reader).asReversed()) head = make(each, head)
        return head
    }

    override fun write(out: StringBuilder, value: N?) {
        val values = ArrayList<T>()
        var node = value
        while (node != null) {
            values.add(this.value(node))
            assayBounded(values.size)
            node = next(node)
        }
        list.write(out, values)
    }
}

class AssayTree<T : Any, N : Any>(
    item: AssayCodec<T>,
    private val make: (T, N?, N?) -> N,
    private val value: (N) -> T,
    private val left: (N) -> N?,
    private val right: (N) -> N?
) : AssayCodec<N?>() {
    private val list = AssayList(AssayOptional(item))

    override fun read(reader: AssayJson): N? {
        val values = list.read(reader)
        val children = IntArray(values.size)
        var after = 1
        for (i in values.indices) {
            children[i] = after
            if (values[i] != null) after += 2
        }
        val nodes = arrayOfNulls<Any>(2 * values.size + 2)
        for (i in values.indices.reversed()) {
            val held = values[i] ?: continue
            nodes[i] = make(held, nodes[children[i]] as N?, nodes[children[i] + 1] as N?)
        }
        return nodes[0] as N?
    }

    override fun write(out: StringBuilder, value: N?) {
        val values = ArrayList<T?>()
        val waiting = ArrayList<N?>()
        waiting.add(value)
        var i = 0
        var last = 0
        while (i < waiting.size) {
            val node = waiting[i++]
            values.add(if (node == null) null else this.value(node))
            if (node != null) {
                waiting.add(left(node))
                waiting.add(right(node))
                last = i
                assayBounded(last)
            }
        }
        list.write(out, values.subList(0, last))
    }
}

private fun assayBounded(nodes: Int) {
    check(nodes <= MOST_NODES) { "the result has more than $MOST_NODES nodes: does it lead back to itself?" }
}

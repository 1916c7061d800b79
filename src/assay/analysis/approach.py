"""By what means code solves its problem, as far as its form shows: names of techniques with the lines they were seen in.

This names and does not judge. Whether a solution is the brute force or the intended one is said by its measured
growth, not by its tree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from assay.analysis.quality.code import Code, Function
from assay.analysis.quality.structure import recursive
from assay.analysis.syntax import Node, Tree
from assay.analysis.syntax import kinds as K

_HASHES = re.compile(
    r"^(?:std::|collections\.)?(?:dict|set|defaultdict|Counter|OrderedDict|Map|Set|WeakMap|HashMap|HashSet|LinkedHashMap|"
    r"LinkedHashSet|TreeMap|TreeSet|ConcurrentHashMap|unordered_map|unordered_set|map|set|multiset|Dictionary|SortedDictionary|"
    r"BTreeMap|BTreeSet|mutableMapOf|mutableSetOf|hashMapOf|hashSetOf|mapOf|setOf|linkedMapOf|frozenset|Hash|"
    r"array_count_values|array_flip|groupingBy|toSet|to_set|ToDictionary|ToHashSet|each_with_object|tally|Object\.create)\b"
)
_SORTS = re.compile(
    r"^(?:sort|sorted|Sort|sort!|stable_sort|qsort|sortBy|sortedBy|sort_by|sort_by!|sort_by_key|sort_unstable|"
    r"sort_unstable_by|sort_unstable_by_key|sortWith|sortedWith|sortedDescending|sortDescending|sortedArray|OrderBy|"
    r"OrderByDescending|usort|uasort|uksort|ksort|asort|arsort|rsort|toSorted|Ints|Strings|Slice|SliceStable|SortFunc)$"
)
_HEAPS = re.compile(
    r"heapq|heap(?:push|pop|ify)|PriorityQueue|priority_queue|BinaryHeap|\bheap\.|SplMinHeap|SplMaxHeap|MinHeap|MaxHeap"
)
_SEARCHES = re.compile(
    r"^(?:bisect|bisect_left|bisect_right|lower_bound|upper_bound|equal_range|binary_search|binarySearch|BinarySearch|"
    r"binary_search_by|partition_point|bsearch|SearchInts|Search)$"
)
_FRONT = re.compile(
    r"^(?:popleft|shift|poll|pop_front|Dequeue|removeFirst|removeFirstOrNull|array_shift|dequeue|remove|pop|TryDequeue)$"
)
_BACK = re.compile(
    r"^(?:append|push|push_back|add|offer|addLast|Enqueue|emplace|emplace_back|enqueue|array_push|extend|appendleft|Push|"
    r"push_front|addFirst|<<)$"
)
_TAKES = re.compile(
    r"^(?:pop|pop_back|Pop|removeLast|remove_last|array_pop|RemoveAt|removeAt|remove|delete)$"
)
_REMEMBERS = re.compile(r"lru_cache|functools\.cache|@cache\b|memoize|@memo")
_KEPT = re.compile(r"^(?:set|put|insert|TryAdd|putIfAbsent|Add|computeIfAbsent|getOrPut|store)$")
_HALF = re.compile(r"(?:/{1,2}\s*2\b|>>>?\s*1\b|intdiv\(.*,\s*2\)|div_euclid\(2\))")


_SHIFTED = re.compile(r"\[[^\[\]]*[\w)]\s*[-+]\s*\(?\w")
"""A position next to, or some way from, a named one: [i - 1]."""


@dataclass(frozen=True)
class Technique:
    """``lines``: where it was seen, in order, each once."""

    name: str
    lines: tuple[int, ...]


@dataclass
class _Seen:
    code: Code
    found: dict[str, set[int]]

    def add(self, name: str, node: Node) -> None:
        self.found[name].add(self.code.line(node))


def approach(tree: Tree) -> tuple[Technique, ...]:
    """The techniques seen in a tree, the most telling first; "linear scan" or "brute force" only where nothing else is."""
    return of_code(Code(tree))


def of_code(code: Code) -> tuple[Technique, ...]:
    """The same of facts that have been gathered."""
    seen = _Seen(code, defaultdict(set))
    for look in _LOOKS:
        look(seen)
    if "union-find" in seen.found:
        seen.found["memoization"] -= seen.found["union-find"]
        if not seen.found["memoization"]:
            del seen.found["memoization"]
    if "memoization" in seen.found or "backtracking" in seen.found or "graph search" in seen.found:
        seen.found.pop("recursion", None)
    if not set(seen.found) - {"recursion"}:
        nested = [loop for loop in _loops(code) if any(each in K.LOOPS for each in _around(loop))]
        for loop in nested or _loops(code):
            seen.add("brute force" if nested else "linear scan", loop)
    return tuple(Technique(name, tuple(sorted(seen.found[name]))) for name in NAMES if name in seen.found)


NAMES = (
    *("memoization", "dynamic programming", "union-find", "binary search", "sliding window", "two pointers"),
    *("backtracking", "graph search", "heap", "prefix sums", "stack", "hash map", "sorting", "recursion"),
    *("brute force", "linear scan"),
)


def _loops(code: Code) -> list[Node]:
    return sorted((node for kind in K.LOOPS for node in code.by[kind]), key=lambda node: node.index)


def _around(node: Node) -> list[str]:
    """Kinds of what stands around it within its function."""
    kinds = []
    for above in node.ancestors():
        if above.kind == K.FUNCTION:
            break
        kinds.append(above.kind)
    return kinds


def _base(code: Code, index: Node) -> str:
    """The collection that is indexed: ``table`` of ``table[i][j]``."""
    while index.kind == K.INDEX and index.kids:
        index = index.kids[0]
    return code.text(index)


def _receiver(code: Code, call: Node) -> str:
    """What a method is called on."""
    callee = code.callee(call)
    base = re.split(r"\.|->|::", callee)
    if len(base) > 1:
        return "".join(base[:-1]).strip("?!")
    first = code.arguments(call)[:1]
    return code.text(first[0]) if first else ""


def _steps(code: Code, node: Node) -> tuple[set[str], set[str]]:
    """Names that are raised by one and lowered by one in a node."""
    up, down = set(), set()
    for each in code.within(node, K.UPDATE, K.ASSIGN):
        text = code.text(each).replace(" ", "").rstrip(";")
        if found := re.match(r"^(?:(\$?\w+)(?:\+\+|\+=1)|\+\+(\$?\w+)|(\$?\w+):?=\3\+1)$", text):
            up.add(found[1] or found[2] or found[3])
        elif found := re.match(r"^(?:(\$?\w+)(?:--|-=1)|--(\$?\w+)|(\$?\w+):?=\3-1)$", text):
            down.add(found[1] or found[2] or found[3])
    return up, down


def _containers(seen: _Seen) -> None:
    code = seen.code
    for call in code.by[K.CALL]:
        name, callee = code.called(call), code.callee(call)
        if _SORTS.match(name):
            seen.add("sorting", call)
        if _HEAPS.search(callee):
            seen.add("heap", call)
        if _SEARCHES.match(name):
            seen.add("binary search", call)
        if (_HASHES.match(callee) or _HASHES.match(name)) and not _method_of_list(code, call):
            seen.add("hash map", call)
        if name in ("array_key_exists", "isset"):
            seen.add("hash map", call)
    for node in code.tree.nodes:
        if (
            node.type in ("template_type", "map_type", "generic_type", "generic_name")
            and node.parent.type != "type_descriptor"
            and code.grammar.id != "python"  # there it only annotates
        ):
            text = code.text(node)
            if _HASHES.match(text) or text.startswith("map["):
                if not any(above.kind == K.PARAMETERS for above in node.ancestors()):
                    seen.add("hash map", node)
            elif _HEAPS.search(text):
                seen.add("heap", node)
        elif (
            node.type
            in (
                "dictionary",
                "set",
                "dictionary_comprehension",
                "set_comprehension",
                "hash",
                "object",
            )
            and node.parent.kind in (K.ASSIGN, K.DECLARE)
            and not _constant(code, node.parent)
        ):
            seen.add("hash map", node)


def _method_of_list(code: Code, call: Node) -> bool:
    """``list.map(f)`` and ``cache.set(k, v)``: a method of that name, not the making of a container."""
    return bool(re.search(r"(?:\.|->)(?:map|set|Map|Set)$", code.callee(call)))


def _constant(code: Code, node: Node) -> bool:
    """A table of fixed values: it holds literals alone, and is not empty."""
    value = code.value(node)
    return value is not None and bool(value.kids) and not any(code.within(value, K.NAME, K.CALL))


def _loops_by_ends(seen: _Seen) -> None:
    code = seen.code
    for loop in (*code.by[K.WHILE], *code.by[K.FOR]):
        condition = loop.get("condition") or code.condition(loop) or loop.get("initializer")
        if condition is None and loop.kind == K.WHILE:
            condition = loop.kids[0] if loop.kids else None
        names = {
            name.text
            for name in code.names
            if condition and condition.start <= name.node.start < condition.end
        }
        body = loop.get("body") or (loop.kids[-1] if loop.kids else loop)
        up, down = _steps(code, body)
        if any(name in names for name in _halved(seen, body)) and len(names) >= 2:
            seen.add("binary search", loop)
        elif (loop.kind == K.WHILE and (names & up) and (names & down) - up) or (
            loop.kind == K.WHILE and len(names & up) >= 2
        ):
            seen.add("two pointers", loop)


def _halved(seen: _Seen, body: Node) -> set[str]:
    """Names in an expression that is halved and given to a name."""
    code = seen.code
    found: set[str] = set()
    for each in code.within(body, K.ASSIGN, K.DECLARE):
        value = code.value(each)
        if value is not None and value.end - value.start < 120 and _HALF.search(code.text(value)):
            found.update(re.findall(r"\$?[A-Za-z_]\w*", code.text(value)))
    return found


def _windows(seen: _Seen) -> None:
    code = seen.code
    for loop in _loops(code):
        body = loop.get("body", "block") or loop.kids[-1]
        for inner in code.within(body, K.WHILE):
            if any(_BACK.match(code.called(each)) for each in code.within(inner, K.CALL)):
                continue  # it takes in what has come up to here; nothing leaves
            up, _ = _steps(code, inner)
            made = {
                code.text(target)
                for each in code.within(body, K.DECLARE, K.ASSIGN)
                if (target := code.target(each)) is not None and each.kind == K.DECLARE
            }
            own = _steps(code, body)[0] - up
            moved = {name for name in up if name not in made}
            uses = any(
                any(code.text(part) in moved for part in code.tree.inside(each))
                for each in (*code.within(inner, K.INDEX), *code.within(inner, K.CALL))
            )
            if (
                moved
                and uses
                and (loop.kind in (K.FOR, K.FOREACH) or own)
                and "two pointers" not in seen.found
            ):
                seen.add("sliding window", inner)
        for each in code.within(body, K.ASSIGN):
            target, value = code.target(each), code.value(each)
            if (
                target is not None
                and value is not None
                and re.match(r"^(?:Math\.|std::)?[Mm]ax(?:Of)?\(", code.text(value))
            ):
                text, name = code.text(value), code.text(target)
                if (
                    (
                        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
                        and "+ 1" in text
                        and "[" in text + "["
                    )
                    and re.search(r"\[|\.get|\.at", text)
                    and loop.kind in (K.FOR, K.FOREACH)
                ):
                    seen.add("sliding window", each)
        for each in code.within(body, K.INDEX):
            if re.search(r"\[\s*\$?\w+\s*-\s*\$?[A-Za-z_]\w*\s*\]$", code.text(each)) and _leaves_window(
                code, each
            ):
                seen.add("sliding window", each)


def _leaves_window(code: Code, index: Node) -> bool:
    """What goes out of a window of fixed width is taken from a running value."""
    for above in index.ancestors():
        if above.kind == K.UPDATE:
            base = _base(code, index)
            outside = not code.text(above).startswith(base)
            return outside and (
                code.operator(above) == "-=" or "-" in code.text(above).split("=", 1)[1].split(base)[-2]
            )
        if above.kind in (K.STATEMENT, K.BLOCK):
            return False
    return False


def _tables(seen: _Seen) -> None:
    code = seen.code
    for each in (*code.by[K.ASSIGN], *code.by[K.UPDATE]):
        target = code.target(each) or (each.kids[0] if each.kids else None)
        value = code.value(each)
        if target is None or target.kind != K.INDEX or value is None or not set(_around(each)) & K.LOOPS:
            continue
        base = _base(code, target)
        again = [
            part
            for part in (value, *code.within(value, K.INDEX))
            if part.kind == K.INDEX and part.parent.kind != K.INDEX and _base(code, part) == base
        ]
        shifts = [target, *again] if again else []
        moved = [part for part in shifts if _SHIFTED.search(code.text(part))]
        if not moved:
            continue
        sums = value.kind == K.BINARY and code.operator(value) in ("+", "^", "*") and len(again) == 1
        flat = not any(kid.kind == K.INDEX for kid in target.kids) and each.kind == K.ASSIGN
        seen.add("prefix sums" if sums and flat else "dynamic programming", each)


def _recursions(seen: _Seen) -> None:
    code = seen.code
    for function in code.functions:
        call = recursive(code, function)
        if call is None:
            continue
        calls = [each for each in code.within(function.node, K.CALL) if code.called(each) == function.name]
        if _remembers(code, function):
            seen.add("memoization", function.node)
        elif _undoes(code, function, calls):
            seen.add("backtracking", call)
        elif _walks(code, function, calls):
            seen.add("graph search", function.node)
        seen.add("recursion", call)
        if (
            _halved(seen, function.body) & {parameter.text for parameter in function.parameters}
            and len(calls) <= 2
        ) and (
            any(each.kind == K.IF for each in code.tree.inside(function.node))
            and len(function.parameters) >= 3
        ):
            seen.add("binary search", call)


def _remembers(code: Code, function: Function) -> bool:
    above = function.node.parent
    if above.type == "decorated_definition" and _REMEMBERS.search(code.text(above)[:200]):
        return True
    kept = {
        _base(code, t)
        for each in code.within(function.node, K.ASSIGN)
        if (t := code.target(each)) and t.kind == K.INDEX
    }
    kept |= {
        _receiver(code, each) for each in code.within(function.node, K.CALL) if _KEPT.match(code.called(each))
    }
    for returned in (*code.within(function.node, K.RETURN), function.body):
        text = code.text(returned)
        for name in kept:
            if re.search(rf"(?<!\w){re.escape(name)}\b", text) and _asked(code, function, name):
                return True
    return False


def _asked(code: Code, function: Function, name: str) -> bool:
    """A condition looks whether there is an answer already, and gives it."""
    for each in code.within(function.node, K.IF):
        condition = code.condition(each)
        if condition is None:
            continue
        then, _ = code.branches(each)
        head = code.tree.source[each.start : (then or each).start].decode("utf-8", "replace")
        if then is None or not re.search(rf"(?<!\w){re.escape(name)}\b", head):
            continue
        for given in (then, *code.within(then, K.RETURN)):
            text = code.text(given) if given.kind == K.RETURN else ""
            answer = re.match(r"^return\s+\*?(\$?\w+);?$", text)
            told = answer is not None and answer[1].lower() not in ("true", "false", "none", "null", "nil")
            if re.search(rf"(?<!\w){re.escape(name)}\b", text) or (
                told and answer is not None and re.search(rf"(?<!\w){re.escape(answer[1])}\b", head)
            ):
                return True
    return False


def _undoes(code: Code, function: Function, calls: list[Node]) -> bool:
    """Something is added before a call of itself and taken away after it."""
    for call in calls:
        before = {
            _receiver(code, each)
            for each in code.within(function.node, K.CALL)
            if each.start < call.start and _BACK.match(code.called(each))
        }
        after = {
            _receiver(code, each)
            for each in code.within(function.node, K.CALL)
            if each.start > call.end and _TAKES.match(code.called(each))
        }
        if before & after - {""}:
            return True
    return False


def _walks(code: Code, function: Function, calls: list[Node]) -> bool:
    """It calls itself for each neighbour in a loop, or on several sides of a cell."""
    for call in calls:
        for above in call.ancestors():
            if above is function.node:
                break
            if above.kind == K.FOREACH and any(each.kind == K.INDEX for each in code.tree.inside(above)[:12]):
                return True
            if above.kind == K.FOREACH and _marks(code, function):
                return True
    sides = [call for call in calls if re.search(r"[+-]\s*1\b", code.text(call))]
    return len(sides) >= 4


def _marks(code: Code, function: Function) -> bool:
    return any(
        re.match(r"^(?:add|insert|Add|put|append)$", code.called(each))
        for each in code.within(function.node, K.CALL)
    )


def _queues(seen: _Seen) -> None:
    code = seen.code
    for loop in code.by[K.WHILE]:
        calls = list(code.within(loop, K.CALL))
        taken = {
            _receiver(code, each)
            for each in calls
            if _FRONT.match(code.called(each)) or _TAKES.match(code.called(each))
        }
        taken |= {
            found[1]
            for each in code.within(loop, K.ASSIGN)
            if (found := re.match(r"^(\w+) = \1\[1:\]", code.text(each)))
        }
        inner = list(code.within(loop, K.FOREACH, K.FOR))
        for each in inner:
            put = {
                _receiver(code, call) for call in code.within(each, K.CALL) if _BACK.match(code.called(call))
            }
            put |= {
                found[1]
                for a in code.within(each, K.ASSIGN)
                if (found := re.match(r"^\$?(\w+)(?:\[\])? = (?:append\(\1|)", code.text(a)))
                and "append(" in code.text(a)
            }
            if taken & put - {""}:
                seen.add("graph search", loop)
    for loop in (*code.by[K.FOREACH], *code.by[K.FOR]):
        calls = list(code.within(loop, K.CALL))
        put = {
            _receiver(code, each)
            for each in calls
            if re.match(r"^(?:append|push|push_back|add|Push|addLast)$", code.called(each))
        }
        got = {
            _receiver(code, each)
            for each in calls
            if re.match(r"^(?:pop|pop_back|Pop|removeLast)$", code.called(each))
        }
        if (
            put & got - {""}
            and "backtracking" not in seen.found
            and not {"graph search", "heap"} & set(seen.found)
        ):
            seen.add("stack", loop)


def _unions(seen: _Seen) -> None:
    code = seen.code
    for node in code.by[K.BINARY]:
        sides = code.sides(node)
        if sides is None or code.operator(node) not in ("!=", "==", "!==", "==="):
            continue
        for one, other in (sides, sides[::-1]):
            if (
                one.kind == K.INDEX
                and other.kind == K.NAME
                and code.text(one).replace(" ", "").endswith(f"[{code.text(other)}]")
            ):
                owner = code.owner(node)
                base = _base(code, one)
                if owner is not None and any(
                    (target := code.target(each)) is not None
                    and target.kind == K.INDEX
                    and _base(code, target) == base
                    for each in code.by[K.ASSIGN]
                ):
                    seen.add("union-find", owner.node)


_LOOKS: tuple[Callable[[_Seen], None], ...] = (
    *(_containers, _loops_by_ends, _windows, _tables),
    *(_recursions, _queues, _unions),
)

"""Small programs by hand, in every language with drivers, for MIRROR and COUNTER of ``conformance``."""

from __future__ import annotations

_PYTHON = {
    "mirror": """\
from collections import deque


def chained(values):
    head = None
    for value in reversed(values):
        head = ListNode(value, head)
    return head


def mirror_words(root, head, end):
    print("mirroring")
    values, waiting = [], deque([root] if root else [])
    while waiting:
        node = waiting.popleft()
        values.append(node.val)
        waiting += [child for child in (node.right, node.left) if child]
    words = []
    while head:
        words.append(head.val)
        head = head.next
    return [chained(values[:end]), chained(words[::-1][:end])]
""",
    "counter": """\
class WordCounter:
    def __init__(self, least):
        self.least, self.counts = least, {}

    def add(self, word, times):
        self.counts[word] = self.counts.get(word, 0) + times

    def count_of(self, word):
        count = self.counts.get(word, 0)
        return count if count >= self.least else None

    def all(self):
        return {word: count for word, count in self.counts.items() if count >= self.least}
""",
}
_SCRIPT_MIRROR = """\
function mirrorWords(root, head, end) {
  console.log("mirroring");
  const chained = (values) => values.reduceRight((next, value) => new ListNode(value, next), null);
  const values = [];
  const waiting = root ? [root] : [];
  for (const node of waiting) {
    values.push(node.val);
    for (const child of [node.right, node.left]) if (child) waiting.push(child);
  }
  const words = [];
  for (; head; head = head.next) words.unshift(head.val);
  return [chained(values.slice(0, end)), chained(words.slice(0, end))];
}
"""
_SCRIPT_COUNTER = """\
class WordCounter {
  constructor(least) {
    this.least = least;
    this.counts = new Map();
  }
  add(word, times) {
    this.counts.set(word, (this.counts.get(word) ?? 0) + times);
  }
  countOf(word) {
    const count = this.counts.get(word) ?? 0;
    return count >= this.least ? count : undefined;
  }
  all() {
    return new Map([...this.counts].filter(([, count]) => count >= this.least));
  }
}
"""

PROGRAMS: dict[str, dict[str, str]] = {
    "python": _PYTHON,
    "pypy": _PYTHON,
    "javascript": {"mirror": _SCRIPT_MIRROR, "counter": _SCRIPT_COUNTER},
    "typescript": {
        "mirror": _SCRIPT_MIRROR.replace("(root, head, end)", "(root: any, head: any, end: number): any[]"),
        "counter": _SCRIPT_COUNTER.replace(
            "constructor(least)", "private counts: any; constructor(private least: number)"
        )
        .replace("    this.least = least;\n", "")
        .replace("countOf(word)", "countOf(word: string): number | undefined")
        .replace("add(word, times)", "add(word: string, times: number): void"),
    },
    "java": {
        "mirror": """\
class Solution {
    static ListNode chained(List<String> values, int end) {
        ListNode head = null;
        for (int i = Math.min(end, values.size()) - 1; i >= 0; i--) head = new ListNode(values.get(i), head);
        return head;
    }

    static List<ListNode> mirrorWords(TreeNode root, ListNode head, int end) {
        System.out.println("mirroring");
        List<String> values = new ArrayList<>();
        Deque<TreeNode> waiting = new ArrayDeque<>();
        if (root != null) waiting.add(root);
        while (!waiting.isEmpty()) {
            TreeNode node = waiting.remove();
            values.add(node.val);
            if (node.right != null) waiting.add(node.right);
            if (node.left != null) waiting.add(node.left);
        }
        List<String> words = new ArrayList<>();
        for (; head != null; head = head.next) words.add(0, head.val);
        return Arrays.asList(chained(values, end), chained(words, end));
    }
}
""",
        "counter": """\
public class WordCounter {
    private final int least;
    private final Map<String, Integer> counts = new TreeMap<>();

    public WordCounter(int least) {
        this.least = least;
    }

    public void add(String word, int times) {
        counts.merge(word, times, Integer::sum);
    }

    public Integer countOf(String word) {
        Integer count = counts.get(word);
        return count != null && count >= least ? count : null;
    }

    public Map<String, Integer> all() {
        Map<String, Integer> known = new HashMap<>(counts);
        known.values().removeIf(count -> count < least);
        return known;
    }
}
""",
    },
    "kotlin": {
        "mirror": """\
fun chained(values: List<String>) = values.foldRight(null as ListNode?) { value, next -> ListNode(value, next) }

fun mirrorWords(root: TreeNode?, head: ListNode?, end: Int): List<ListNode?> {
    println("mirroring")
    val waiting = if (root == null) mutableListOf() else mutableListOf(root)
    var i = 0
    while (i < waiting.size) {
        val node = waiting[i++]
        node.right?.let { waiting.add(it) }
        node.left?.let { waiting.add(it) }
    }
    val words = generateSequence(head) { it.next }.map { it.`val` }.toList().reversed()
    return listOf(chained(waiting.map { it.`val` }.take(end)), chained(words.take(end)))
}
""",
        "counter": """\
class WordCounter(private val least: Int) {
    private val counts = HashMap<String, Int>()

    fun add(word: String, times: Int) {
        counts[word] = (counts[word] ?: 0) + times
    }

    fun countOf(word: String): Int? = counts[word]?.takeIf { it >= least }

    fun all(): Map<String, Int> = counts.filterValues { it >= least }
}
""",
    },
    "scala": {
        "mirror": """\
object Solution {
  def chained(values: Seq[String]): ListNode = values.foldRight(null: ListNode)(new ListNode(_, _))

  def mirrorWords(root: TreeNode, head: ListNode, end: Int): Vector[ListNode] = {
    println("mirroring")
    val waiting = scala.collection.mutable.ArrayBuffer[TreeNode]()
    if (root != null) waiting += root
    var i = 0
    while (i < waiting.length) {
      waiting ++= Seq(waiting(i).right, waiting(i).left).filter(_ != null)
      i += 1
    }
    val words = Iterator.iterate(head)(_.next).takeWhile(_ != null).map(_.value).toList.reverse
    Vector(chained(waiting.map(_.value).take(end)), chained(words.take(end)))
  }
}
""",
        "counter": """\
class WordCounter(least: Int) {
  private var counts = Map[String, Int]().withDefaultValue(0)

  def add(word: String, times: Int): Unit = counts += word -> (counts(word) + times)

  def countOf(word: String): Option[Int] = counts.get(word).filter(_ >= least)

  def all(): Map[String, Int] = counts.filter(_._2 >= least)
}
""",
    },
    "csharp": {
        "mirror": """\
public class Solution
{
    static ListNode Chained(IEnumerable<string> values)
    {
        return values.Reverse().Aggregate((ListNode)null, (next, value) => new ListNode(value, next));
    }

    public static List<ListNode> MirrorWords(TreeNode root, ListNode head, int end)
    {
        Console.WriteLine("mirroring");
        var waiting = new List<TreeNode>();
        if (root != null) waiting.Add(root);
        for (int i = 0; i < waiting.Count; i++)
        {
            if (waiting[i].right != null) waiting.Add(waiting[i].right);
            if (waiting[i].left != null) waiting.Add(waiting[i].left);
        }
        var words = new List<string>();
        for (; head != null; head = head.next) words.Insert(0, head.val);
        return new List<ListNode> { Chained(waiting.Select(node => node.val).Take(end)), Chained(words.Take(end)) };
    }
}
""",
        "counter": """\
public class WordCounter
{
    readonly int least;
    readonly Dictionary<string, int> counts = new Dictionary<string, int>();

    public WordCounter(int least) { this.least = least; }

    public void Add(string word, int times)
    {
        int count;
        counts.TryGetValue(word, out count);
        counts[word] = count + times;
    }

    public int? CountOf(string word)
    {
        int count;
        return counts.TryGetValue(word, out count) && count >= least ? count : (int?)null;
    }

    public Dictionary<string, int> All()
    {
        return counts.Where(pair => pair.Value >= least).ToDictionary(pair => pair.Key, pair => pair.Value);
    }
}
""",
    },
    "cpp": {
        "mirror": """\
using namespace std;

static ListNode* chained(const vector<string>& values, int end) {
    ListNode* head = nullptr;
    for (int i = min<int>(end, values.size()) - 1; i >= 0; --i) head = new ListNode(values[i], head);
    return head;
}

vector<ListNode*> mirrorWords(TreeNode* root, ListNode* head, int end) {
    cout << "mirroring\\n";
    vector<string> values, words;
    deque<TreeNode*> waiting;
    if (root) waiting.push_back(root);
    for (; !waiting.empty(); waiting.pop_front()) {
        TreeNode* node = waiting.front();
        values.push_back(node->val);
        if (node->right) waiting.push_back(node->right);
        if (node->left) waiting.push_back(node->left);
    }
    for (; head; head = head->next) words.insert(words.begin(), head->val);
    return {chained(values, end), chained(words, end)};
}
""",
        "counter": """\
class WordCounter {
    long long least;
    std::unordered_map<std::string, long long> counts;

   public:
    explicit WordCounter(int least) : least(least) {}

    void add(const std::string& word, int times) { counts[word] += times; }

    std::optional<long long> countOf(std::string word) const {
        const auto found = counts.find(word);
        if (found == counts.end() || found->second < least) return std::nullopt;
        return found->second;
    }

    std::unordered_map<std::string, long long> all() noexcept {
        auto known = counts;
        for (auto each = known.begin(); each != known.end();) each = each->second < least ? known.erase(each) : next(each);
        return known;
    }
};
""",
    },
    "go": {
        "mirror": """\
package main

import "fmt"

func chained(values []string, end int) *ListNode {
	var head *ListNode
	for i := len(values) - 1; i >= 0; i-- {
		if i < end {
			head = &ListNode{values[i], head}
		}
	}
	return head
}

func mirrorWords(root *TreeNode, head *ListNode, end int) []*ListNode {
	fmt.Println("mirroring")
	var values, words []string
	waiting := []*TreeNode{root}
	for i := 0; i < len(waiting); i++ {
		if node := waiting[i]; node != nil {
			values = append(values, node.Val)
			waiting = append(waiting, node.Right, node.Left)
		}
	}
	for ; head != nil; head = head.Next {
		words = append([]string{head.Val}, words...)
	}
	return []*ListNode{chained(values, end), chained(words, end)}
}
""",
        "counter": """\
package main

type WordCounter struct {
	least  int
	counts map[string]int
}

func NewWordCounter(least int) WordCounter {
	return WordCounter{least, map[string]int{}}
}

func (this *WordCounter) Add(word string, times int) {
	this.counts[word] += times
}

func (this WordCounter) CountOf(word string) *int {
	if count := this.counts[word]; count >= this.least {
		return &count
	}
	return nil
}

func (this WordCounter) All() map[string]int {
	known := map[string]int{}
	for word, count := range this.counts {
		if count >= this.least {
			known[word] = count
		}
	}
	return known
}
""",
    },
    "rust": {
        "mirror": """\
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

fn chained<'a, I: DoubleEndedIterator<Item = &'a String>>(values: I) -> Option<Box<ListNode>> {
    values.rev().fold(None, |next, value| Some(Box::new(ListNode { val: value.clone(), next })))
}

fn mirror_words(root: Option<Rc<RefCell<TreeNode>>>, head: Option<Box<ListNode>>, end: i32) -> Vec<Option<Box<ListNode>>> {
    println!("mirroring");
    let (mut values, mut words) = (Vec::new(), Vec::new());
    let mut waiting: VecDeque<_> = root.into_iter().collect();
    while let Some(node) = waiting.pop_front() {
        let node = node.borrow();
        values.push(node.val.clone());
        waiting.extend(node.right.iter().cloned());
        waiting.extend(node.left.iter().cloned());
    }
    let mut at = &head;
    while let Some(node) = at {
        words.insert(0, node.val.clone());
        at = &node.next;
    }
    let end = end as usize;
    vec![chained(values.iter().take(end).collect::<Vec<_>>().into_iter()), chained(words.iter().take(end).collect::<Vec<_>>().into_iter())]
}
""",
        "counter": """\
use std::collections::HashMap;

struct WordCounter {
    least: i32,
    counts: HashMap<String, i32>,
}

impl WordCounter {
    fn new(least: i32) -> Self {
        WordCounter { least, counts: HashMap::new() }
    }

    fn add(&mut self, word: String, times: i32) {
        *self.counts.entry(word).or_insert(0) += times;
    }

    fn count_of(&self, word: String) -> Option<i32> {
        self.counts.get(&word).copied().filter(|count| *count >= self.least)
    }

    fn all(&self) -> HashMap<String, i32> {
        self.counts.iter().filter(|each| *each.1 >= self.least).map(|(word, count)| (word.clone(), *count)).collect()
    }
}
""",
    },
    "ruby": {
        "mirror": """\
def chained(values)
  values.reverse.reduce(nil) { |after, value| ListNode.new(value, after) }
end

def mirror_words(root, head, end_)
  puts "mirroring"
  waiting = [root].compact
  waiting.each { |node| waiting.concat([node.right, node.left].compact) }
  words = []
  while head
    words.unshift(head.val)
    head = head.next
  end
  [chained(waiting.map(&:val).first(end_)), chained(words.first(end_))]
end
""",
        "counter": """\
class WordCounter
  def initialize(least)
    @least = least
    @counts = Hash.new(0)
  end

  def add(word, times)
    @counts[word] += times
  end

  def count_of(word)
    @counts[word] >= @least ? @counts[word] : nil
  end

  def all = @counts.select { |_, count| count >= @least }
end
""",
    },
    "php": {
        "mirror": """\
<?php
function chained(array $values): ?ListNode
{
    return array_reduce(array_reverse($values), fn ($next, $value) => new ListNode($value, $next));
}

function mirrorWords(?TreeNode $root, ?ListNode $head, int $end): array
{
    echo "mirroring\\n";
    $values = $words = [];
    $waiting = [$root];
    for ($i = 0; $i < count($waiting); $i++) {
        if ($node = $waiting[$i]) {
            $values[] = $node->val;
            array_push($waiting, $node->right, $node->left);
        }
    }
    for (; $head; $head = $head->next) {
        array_unshift($words, $head->val);
    }
    return [chained(array_slice($values, 0, $end)), chained(array_slice($words, 0, $end))];
}
""",
        "counter": """\
<?php
class WordCounter
{
    private array $counts = [];

    public function __construct(private int $least)
    {
    }

    public function add(string $word, int $times): void
    {
        $this->counts[$word] = ($this->counts[$word] ?? 0) + $times;
    }

    public function countOf(string $word): ?int
    {
        $count = $this->counts[$word] ?? 0;
        return $count >= $this->least ? $count : null;
    }

    public function all(): array
    {
        return array_filter($this->counts, fn ($count) => $count >= $this->least);
    }
}
""",
    },
    "perl": {
        "mirror": """\
use strict;
use warnings;

sub chained {
    my ($next) = (undef);
    $next = ListNode->new($_, $next) for reverse @_;
    return $next;
}

sub mirror_words {
    my ($root, $head, $end) = @_;
    print "mirroring\\n";
    my @waiting = grep { defined } $root;
    for (my $i = 0; $i < @waiting; $i++) {
        push @waiting, grep { defined } @{ $waiting[$i] }{qw(right left)};
    }
    my @values = map { $_->{val} } @waiting;
    my @words;
    for (; $head; $head = $head->{next}) { unshift @words, $head->{val} }
    return [ map { chained(splice @$_, 0, $end) } \\@values, \\@words ];
}
""",
        "counter": """\
package WordCounter;
use strict;
use warnings;

sub new {
    my ($class, $least) = @_;
    return bless { least => $least, counts => {} }, $class;
}

sub add {
    my ($self, $word, $times) = @_;
    $self->{counts}{$word} += $times;
}

sub count_of {
    my ($self, $word) = @_;
    my $count = $self->{counts}{$word} // 0;
    return $count >= $self->{least} ? $count : undef;
}

sub all {
    my ($self) = @_;
    my %known = map { $_ => $self->{counts}{$_} } grep { $self->{counts}{$_} >= $self->{least} } keys %{ $self->{counts} };
    return \\%known;
}

1;
""",
    },
    "lua": {
        "mirror": """\
local function chained(values, last)
  local head = nil
  for i = math.min(last, #values), 1, -1 do head = ListNode.new(values[i], head) end
  return head or null
end

function mirror_words(root, head, last)
  print("mirroring")
  local waiting, values, words = { root }, {}, {}
  local i = 1
  while waiting[i] do
    local node = waiting[i]
    values[i] = node.val
    for _, side in ipairs({ "right", "left" }) do
      if node[side] then waiting[#waiting + 1] = node[side] end
    end
    i = i + 1
  end
  while head do
    table.insert(words, 1, head.val)
    head = head.next
  end
  return { chained(values, last), chained(words, last) }
end
""",
        "counter": """\
WordCounter = {}
WordCounter.__index = WordCounter

function WordCounter.new(least)
  return setmetatable({ least = least, counts = {} }, WordCounter)
end

function WordCounter:add(word, times)
  self.counts[word] = (self.counts[word] or 0) + times
end

function WordCounter:count_of(word)
  local count = self.counts[word] or 0
  if count >= self.least then return count end
end

function WordCounter:all()
  local known = {}
  for word, count in pairs(self.counts) do
    if count >= self.least then known[word] = count end
  end
  return known
end
""",
    },
    "haskell": {
        "mirror": """\
module Solution where

import Debug.Trace (trace)
import Tree (Tree (..))

levels :: [Tree String] -> [String]
levels [] = []
levels nodes = [value | Node value _ _ <- nodes] ++ levels (concat [[right, left] | Node _ left right <- nodes])

mirrorWords :: Tree String -> [String] -> Int -> [[String]]
mirrorWords root head_ end =
  trace "mirroring" [take end (levels [root]), take end (reverse head_)]
""",
        "counter": """\
module Solution where

import Data.IORef
import Data.Map.Strict (Map)
import qualified Data.Map.Strict as Map

data WordCounter = WordCounter Int (IORef (Map String Int))

newWordCounter :: Int -> IO WordCounter
newWordCounter least = WordCounter least <$> newIORef Map.empty

add :: WordCounter -> String -> Int -> IO ()
add (WordCounter _ counts) word times = modifyIORef' counts (Map.insertWith (+) word times)

countOf :: WordCounter -> String -> IO (Maybe Int)
countOf this word = Map.lookup word <$> all_ this

all_ :: WordCounter -> IO (Map String Int)
all_ (WordCounter least counts) = Map.filter (>= least) <$> readIORef counts
""",
    },
    "ocaml": {
        "mirror": """\
open Tree

let rec taken count = function
  | value :: rest when count > 0 -> value :: taken (count - 1) rest
  | _ -> []

let rec levels = function
  | [] -> []
  | nodes ->
    List.filter_map (function Node (value, _, _) -> Some value | Empty -> None) nodes
    @ levels (List.concat_map (function Node (_, left, right) -> [ right; left ] | Empty -> []) nodes)

let mirror_words root head last =
  print_endline "mirroring";
  [| taken last (levels [ root ]); taken last (List.rev head) |]
""",
        "counter": """\
class word_counter least =
  object (self)
    val counts = Hashtbl.create 16

    method add (word : string) (times : int) =
      Hashtbl.replace counts word (times + Option.value ~default:0 (Hashtbl.find_opt counts word))

    method count_of word = Hashtbl.find_opt self#all word

    method all =
      let known = Hashtbl.copy counts in
      Hashtbl.filter_map_inplace (fun _ count -> if count >= least then Some count else None) known;
      known
  end
""",
    },
    "elixir": {
        "mirror": """\
defmodule Solution do
  def mirror_words(root, head, last) do
    IO.puts("mirroring")
    [chained(Enum.take(levels([root]), last)), chained(Enum.take(Enum.reverse(words(head)), last))]
  end

  defp chained(values), do: List.foldr(values, nil, &%ListNode{val: &1, next: &2})

  defp levels([]), do: []

  defp levels(nodes) do
    nodes = Enum.reject(nodes, &is_nil/1)
    Enum.map(nodes, & &1.val) ++ levels(Enum.flat_map(nodes, &[&1.right, &1.left]))
  end

  defp words(nil), do: []
  defp words(node), do: [node.val | words(node.next)]
end
""",
        "counter": """\
defmodule WordCounter do
  def new(least), do: {least, %{}}
  def add({least, counts}, word, times), do: {least, Map.update(counts, word, times, &(&1 + times))}
  def count_of(state, word), do: {elem(all(state), 0)[word], state}
  def all({least, counts} = state), do: {Map.filter(counts, fn {_, count} -> count >= least end), state}
end
""",
    },
}

"""In every language with drivers: the function MADE as it goes wrong, and what must be said of it."""

from __future__ import annotations

from assay.judge.signature import Signature, parse_type

MADE = Signature("made", (), parse_type("list<int>"))

_PYTHON = {
    "boom": ("def made():\n    return [][3]\n", 'File "solution.py", line 2, in made'),
    "other": ("def other():\n    return []\n", "solution.py defines no function made"),
    "wrong type": ("def made():\n    return {1, 2}\n", "made returned what is not list<int>"),
}
_SCRIPT = {
    "boom": ("function made() {\n  return null.x;\n}\n", "at made (solution.js:2"),
    "other": ("function other() {}\n", "solution.js defines no function made"),
    "wrong type": ("function made() {\n  return () => 1;\n}\n", "made returned what is not list<int>"),
}

FAULTS: dict[str, dict[str, tuple[str, str]]] = {
    "python": _PYTHON,
    "pypy": _PYTHON,
    "javascript": _SCRIPT,
    "typescript": {name: (source, says.replace(".js", ".ts")) for name, (source, says) in _SCRIPT.items()},
    "java": {
        "boom": (
            "class Solution {\n  static List<Integer> made() {\n    return List.of(1 / 0);\n  }\n}\n",
            "at Solution.made(Solution.java:3)",
        ),
        "other": ("class Solution {\n  static List<Integer> other() { return null; }\n}\n", "method made()"),
        "wrong type": ("class Solution {\n  static void made() {}\n}\n", "'void' type not allowed"),
    },
    "kotlin": {
        "boom": ("fun made(): List<Int> {\n    return listOf(listOf<Int>()[3])\n}\n", "(Solution.kt:2)"),
        "other": ("fun other(): List<Int> = listOf()\n", "unresolved reference: made"),
        "wrong type": ("fun made(): List<String> = listOf()\n", "type mismatch"),
    },
    "scala": {
        "boom": (
            "object Solution {\n  def made(): Vector[Int] = {\n    Vector(Vector[Int]()(3))\n  }\n}\n",
            "(Solution.scala:3)",
        ),
        "other": (
            "object Solution {\n  def other(): Vector[Int] = Vector()\n}\n",
            "value made is not a member",
        ),
        "wrong type": ("object Solution {\n  def made(): Vector[String] = Vector()\n}\n", "type mismatch"),
    },
    "csharp": {
        "boom": (
            "class Solution\n{\n    public static List<int> Made()\n    {\n        int[] none = { };\n"
            "        return new List<int> { none[3] };\n    }\n}\n",
            "at Solution.Made",
        ),
        "other": ("class Solution\n{\n    public static List<int> Other() { return null; }\n}\n", "`Made'"),
        "wrong type": ("class Solution\n{\n    public static string Made() { return null; }\n}\n", "string"),
    },
    "cpp": {
        "boom": (
            "std::vector<int> made() {\n    return {std::vector<int>().at(3)};\n}\n",
            "std::out_of_range",
        ),
        "other": ("std::vector<int> other() { return {}; }\n", "call of made:1:"),
        "wrong type": ("std::map<std::string, int> made() { return {}; }\n", "the problem says int"),
    },
    "go": {
        "boom": (
            "package main\n\nfunc made() []int {\n\tvar none []int\n\treturn []int{none[3]}\n}\n",
            "solution.go:5",
        ),
        "other": ("package main\n\nfunc other() []int { return nil }\n", "undefined: made"),
        "wrong type": ("package main\n\nfunc made() []string { return nil }\n", "[]string"),
    },
    "rust": {
        "boom": (
            "fn made() -> Vec<i32> {\n    let none: Vec<i32> = vec![];\n    vec![none[none.len() + 3]]\n}\n",
            "solution.rs:3",
        ),
        "other": ("fn other() -> Vec<i32> {\n    vec![]\n}\n", "cannot find function `made`"),
        "wrong type": ("fn made() -> Vec<String> {\n    vec![]\n}\n", "mismatched types"),
    },
    "ruby": {
        "boom": ("def made\n  [nil.first]\nend\n", "solution.rb:2:in `made'"),
        "other": ("def other = []\n", "solution.rb defines no method made"),
        "wrong type": (
            'def made = ["a"]\n',
            "made returned what is not list<int>: String where int is wanted",
        ),
    },
    "php": {
        "boom": ("<?php\nfunction made() {\n    return [intdiv(1, 0)];\n}\n", "at solution.php:3"),
        "other": ("<?php\nfunction other() { return []; }\n", "solution.php defines no function made"),
        "wrong type": (
            "<?php\nfunction made() { return ['a']; }\n",
            "made returned what is not list<int>: string where int is wanted",
        ),
    },
    "perl": {
        "boom": ("sub made {\n    return [ nothing->here ];\n}\n1;\n", "at solution.pl line 2"),
        "other": ("sub other { return [] }\n1;\n", "solution.pl defines no sub made"),
        "wrong type": (
            "sub made { return ['a'] }\n1;\n",
            'made returned what is not list<int>: "a" where int is wanted',
        ),
    },
    "lua": {
        "boom": ("function made()\n  return { nothing.here }\nend\n", "solution.lua:2"),
        "other": ("function other() return {} end\n", "solution.lua defines no function made"),
        "wrong type": (
            'function made() return { "a" } end\n',
            "made returned what is not list<int>: string where int is wanted",
        ),
    },
    "haskell": {
        "boom": (
            'module Solution where\n\nmade :: [Int]\nmade =\n  [error "nothing here"]\n',
            "at Solution.hs:5:4 in main:Solution",
        ),
        "other": (
            "module Solution where\n\nother :: [Int]\nother = []\n",
            "Not in scope: \u2018S.made\u2019",
        ),
        "wrong type": ("module Solution where\n\nmade :: [String]\nmade = []\n", "Couldn't match"),
    },
    "ocaml": {
        "boom": ("let made () =\n  [| List.hd [] |]\n", 'Failure("hd")'),
        "other": ("let other () = [||]\n", "Unbound value Solution.made"),
        "wrong type": ('let made () = [| "a" |]\n', "This expression has type string array"),
    },
    "elixir": {
        "boom": (
            "defmodule Solution do\n  def made do\n    [hd(made_of([]))]\n  end\n\n  defp made_of(x), do: x\nend\n",
            "solution.exs:3: Solution.made/0",
        ),
        "other": (
            "defmodule Solution do\n  def other, do: []\nend\n",
            "solution.exs defines no function Solution.made/0",
        ),
        "wrong type": (
            'defmodule Solution do\n  def made, do: ["a"]\nend\n',
            'made returned what is not list<int>: "a" where int is wanted',
        ),
    },
}

"""Attacks on compilers: what they read, what they run, what they use up, and what they leave behind."""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

AC, CE, MLE, RTE, TLE, WA = (Verdict(name) for name in ("AC", "CE", "MLE", "RTE", "TLE", "WA"))
_CE = one_of(CE)

_READING = (
    Attack(
        "include the host's files",
        (30,),
        _CE,
        '#include "/etc/shadow"\n#include "/etc/hostname"\n#include "/proc/self/environ"\nint main(void) {}\n',
        language="c",
        alone=True,
    ),
    Attack(
        "include by way of the parent folder",
        (30,),
        _CE,
        '#include "../../../../../../../../etc/shadow"\n#include "../input/stdin"\nint main() {}\n',
        language="cpp",
        alone=True,
    ),
    Attack(
        "include binary files",
        (30,),
        _CE,
        'asm(".incbin \\"/etc/shadow\\"");\nint main(void) {}\n',
        language="c",
        alone=True,
    ),
    Attack(
        "embed files",
        (30,),
        _CE,
        'static const char x[] = {\n#embed "/etc/shadow"\n};\n#if __has_include("/etc/shadow")\n#error LEAK shadow\n'
        "#endif\nint main(void) { return x[0]; }\n",
        language="c",
        alone=True,
    ),
    Attack(
        "include_str in Rust",
        (30,),
        _CE,
        'fn main() { print!("{}", include_str!("/etc/shadow")); }\n',
        language="rust",
        slow=True,
    ),
    Attack(
        "env in Rust",
        (30, 33),
        one_of(CE, AC),
        'fn main() { print!("{}", option_env!("ASSAY_SECRET").map_or("none", |_| "LEAK")); }\n',
        language="rust",
        slow=True,
    ),
    Attack(
        "embed in Go",
        (30,),
        _CE,
        'package main\n\nimport _ "embed"\n\n//go:embed /etc/shadow\nvar s string\n\nfunc main() { print(s) }\n',
        language="go",
        slow=True,
    ),
    Attack(
        "include in Pascal",
        (30,),
        _CE,
        "program x;\n{$I /etc/shadow}\nbegin\nend.\n",
        language="pascal",
        slow=True,
    ),
    Attack(
        "include in Fortran",
        (30,),
        _CE,
        "program x\ninclude '/etc/shadow'\nend program\n",
        language="fortran",
        slow=True,
    ),
    Attack(
        "read while compiling Haskell",
        (30, 33),
        one_of(CE, RTE),
        "{-# LANGUAGE TemplateHaskell #-}\nimport Language.Haskell.TH\nimport Language.Haskell.TH.Syntax\n"
        'main = putStrLn $(runIO (readFile "/etc/shadow") >>= \\s -> lift ("LEA" ++ "K " ++ s))\n',
        language="haskell",
        slow=True,
    ),
)

_RUNNING = (
    Attack(
        "an annotation processor",
        (33,),
        one_of(AC, CE),
        "class Attack { static void main(String[] a) { } }\n",
        language="java",
        more={
            "META-INF.services.javax.annotation.processing.Processor": b"Spy\n",
            "Spy.java": b"public class Spy { static { System.out.println(\"LEAK processor\"); } }\n",
        },
        slow=True,
    ),
    Attack(
        "cgo",
        (33, 54),
        one_of(CE, AC),
        "package main\n\n// #cgo CFLAGS: -fplugin=/tmp/x.so -I/etc\n// #include <stdio.h>\n"
        '// #include "/etc/shadow"\nimport "C"\n\nfunc main() { C.puts(nil) }\n',
        language="go",
        slow=True,
    ),
    Attack(
        "go generate",
        (33,),
        one_of(AC),
        "package main\n\n//go:generate sh -c \"echo LEAK > /tmp/out/leak\"\n\nfunc main() { }\n",
        language="go",
        slow=True,
    ),
    Attack(
        "a build script and a procedural macro",
        (33,),
        one_of(AC, CE),
        "fn main() { }\n",
        language="rust",
        more={"build.rs": b"fn main() { println!(\"LEAK\"); }\n", "Cargo.toml": b"[package]\nbuild = \"build.rs\"\n"},
        slow=True,
    ),
    Attack(
        "while compiling Haskell, spin",
        (33, 31),
        one_of(CE),
        "{-# LANGUAGE TemplateHaskell #-}\nimport Language.Haskell.TH.Syntax\n"
        "main = print $(runIO (let f n = if n < 0 then return n else f (n + 1) in f (1 :: Integer)) >>= lift)\n",
        language="haskell",
        slow=True,
    ),
    Attack(
        "begin blocks in Perl",
        (33,),
        one_of(AC, RTE, CE),
        "BEGIN { if (open(my $f, '<', '/etc/shadow')) { print 'LEAK'; } system('echo x > /usr/bin/x'); }\n",
        language="perl",
    ),
    Attack(
        "write while compiling Perl",
        (33, 40, 42),
        one_of(AC, RTE, CE),
        "BEGIN { for my $f ('/tmp/out', '.') { symlink('/etc/passwd', \"$f/program\"); "
        "symlink('/', \"$f/solution.pl\"); } }\n",
        language="perl",
        alone=True,
    ),
    Attack(
        "compiler plug-ins by pragma",
        (33, 54),
        one_of(AC, CE),
        "#pragma GCC plugin \"/tmp/x.so\"\n#pragma GCC dependency \"/etc/shadow\"\n"
        "#pragma GCC pch_preprocess \"/tmp/x.gch\"\nint main(void) { return 0; }\n",
        language="c",
        alone=True,
    ),
)  # fmt: skip

_USING_UP = (
    Attack("parser bomb", (34,), one_of(CE, RTE, MLE), "(" * 200_000, alone=True),
    Attack("deep expression", (34,), one_of(CE, RTE), "x = " + "-" * 100_000 + "1\n", alone=True),
    Attack("deep nesting", (34,), one_of(CE, RTE, AC), "x = " + "[" * 150 + "1" + "]" * 150 + "\n", alone=True),
    Attack("a constant of the compiler", (34, 31), one_of(CE, RTE, TLE, AC), "x = 10 ** 10 ** 8\n", alone=True),
    Attack("a source with a zero byte", (34, 51), one_of(CE, RTE), "print(1)\0\n", alone=True),
    Attack("no Unicode text", (34, 51), _CE, "print('\ud800')\n", alone=True),
    Attack("an encoding of one's own", (34,), one_of(CE, RTE, AC), "# -*- coding: rot13 -*-\nvzcbeg bf\n", alone=True),
    Attack("parser bomb in JavaScript", (34,), one_of(CE, RTE, MLE), "(" * 200_000, "javascript", alone=True),
    Attack("parser bomb in Java", (34, 31), one_of(CE), "class Main { int x = " + "(" * 20_000 + "; }", "java", alone=True, slow=True),
    Attack("parser bomb in C++", (34, 31), one_of(CE), "int x = " + "(" * 200_000, "cpp", alone=True, slow=True),
    Attack(
        "template recursion",
        (31,),
        _CE,
        "template<int N> struct A { static const int v = A<N - 1>::v + A<N - 2>::v; };\n"
        "int main() { return A<100000>::v; }\n",
        language="cpp",
        alone=True,
        slow=True,
    ),
    Attack(
        "constants that compute without end",
        (31, 33),
        _CE,
        "constexpr long f(long n) { long s = 0; for (long i = 0; i < n; i++) s ^= i * s + 1; return s; }\n"
        "constexpr long a = f(30000000) + f(30000001);\nint main() { return a; }\n",
        language="cpp",
        alone=True,
        slow=True,
    ),
    Attack(
        "constants that compute without end in Rust",
        (31, 33),
        _CE,
        "const fn f(n: u64) -> u64 { let mut i = 0; while i < n { i += 1; } i }\n"
        "#[allow(long_running_const_eval)]\nconst A: u64 = f(u64::MAX);\nfn main() { println!(\"{}\", A); }\n",
        language="rust",
        slow=True,
    ),
    Attack(
        "flood of compiler messages",
        (32,),
        _CE,
        "#define A x; x; x; x; x; x; x; x;\n#define B A A A A A A A A\n#define C B B B B B B B B\n"
        "int main(void) { C C C C C C C C }\n",
        language="c",
        alone=True,
    ),
    Attack(
        "flood of compiler messages in Java",
        (32,),
        _CE,
        "class Main { void f() {\n" + "x y z;\n" * 20_000 + "} }\n",
        language="java",
        alone=True,
        slow=True,
    ),
    Attack(
        "flood by warnings",
        (32,),
        one_of(CE, AC),
        "\n".join("#warning " + "x" * 500 for _ in range(4_000)) + "\nint main(void) { return 0; }\n",
        language="c",
        alone=True,
        slow=True,
    ),
    Attack(
        "macros that explode",
        (31,),
        _CE,
        "\n".join(
            f"#define M{n} M{n - 1} M{n - 1} M{n - 1} M{n - 1} M{n - 1} M{n - 1} M{n - 1} M{n - 1}"
            for n in range(1, 12)
        )
        + "\n#define M0 1 +\nint main(void) { return M11 0; }\n",
        language="c",
        alone=True,
        slow=True,
    ),
    Attack(
        "a program too large",
        (31,),
        _CE,
        "char a[1 << 28] = {1};\nint main(void) { return a[0]; }\n",
        language="c",
        alone=True,
        slow=True,
    ),
    Attack(
        "an endless file",
        (31,),
        _CE,
        '#include "/dev/zero"\nint main(void) {}\n',
        language="c",
        alone=True,
        slow=True,
    ),
    Attack(
        "a file that includes itself",
        (31,),
        _CE,
        "#include __FILE__\n#include __FILE__\nint main(void) {}\n",
        language="c",
        alone=True,
    ),
)  # fmt: skip

_PREPARED = (
    Attack(
        "redefine what the prepared header holds",
        (59,),
        one_of(AC, CE, WA),
        "#define std evil\n#define vector list\n#include <bits/stdc++.h>\nint main() { evil::list<int> x; return 0; }\n",
        language="cpp",
        alone=True,
        slow=True,
    ),
    Attack(
        "a prepared header of one's own",
        (59, 50),
        one_of(AC, CE),
        "#include <bits/stdc++.h>\nint main() { return 0; }\n",
        language="cpp",
        more={
            "stdc++.h.gch": b"gpch.014 not one",
            "stdc++.h": b"#error LEAK by a header beside the source\n",
        },
        alone=True,
        slow=True,
    ),
    Attack(
        "names too long for a message",
        (64,),
        one_of(AC, CE, RTE),
        "class Main { public static void main(String[] a) { System.out.println(1); } }\n"
        + "".join(f"class A{n}{chr(1) * 240} {{}}\n" for n in range(1_000)),
        language="java",
        alone=True,
        slow=True,
    ),
    Attack(
        "classes in the way of the driver",
        (59, 49),
        one_of(WA, CE, RTE),
        "class Solution { static int answer(String mode) { return 8; } }\n"
        'class AssayDriver { public static void main(String[] a) throws Exception { System.out.print("7"); } }\n'
        "class AssayJson { }\n",
        language="java",
        function=True,
        answer=b"7",
        alone=True,
        slow=True,
    ),
)

COMPILING: tuple[Attack, ...] = (*_READING, *_RUNNING, *_USING_UP, *_PREPARED)

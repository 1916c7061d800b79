"""What a submission does in the test after its attack: it looks for traces and says "clean" or what it found.

The attack and this share one program, because the next test of the same submission is what has to be clean.
Which of the two it is to be, the first bytes of its input say, read without moving the stream.
"""

from __future__ import annotations

import textwrap

_PYTHON_LOOKS = """
import os, signal, sys
def looks():
    found = []
    if os.listdir('.'): found.append(f'files {os.listdir(".")}')
    namespaces = os.uname().nodename == 'judge'
    for pid in range(2, 3000):
        if pid in (os.getpid(), os.getppid()): continue
        try: os.kill(pid, 0)
        except ProcessLookupError: continue
        except PermissionError:
            if not namespaces: continue
        found.append(f'process {pid}')
    for number in range(HELD, 256):
        try: os.fstat(number)
        except OSError: continue
        found.append(f'descriptor {number}')
    for number in (1, 2):
        try:
            if os.lseek(number, 0, 1) != 0: found.append(f'output of another on {number}')
        except OSError: pass
    for number in signal.valid_signals():
        if number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ): continue
        if signal.getsignal(number) not in (signal.SIG_DFL, None): found.append(f'signal {number}')
    if signal.pthread_sigmask(signal.SIG_BLOCK, []): found.append('blocked signals')
    if signal.getitimer(signal.ITIMER_REAL) != (0.0, 0.0): found.append('a timer')
    if 'MARK' in os.environ: found.append('environment')
    mask = os.umask(0o22)
    if mask != 0o22: found.append(f'umask {mask:o}')
    import builtins, json
    if json.dumps([1]) != '[1]' or type(builtins.print).__name__ != 'builtin_function_or_method':
        found.append('patched modules')
    if hasattr(builtins, 'MARK') or hasattr(sys, 'MARK') or 'mark' in sys.modules: found.append('modules')
    if sys.getrecursionlimit() != 1000: found.append(f'recursion limit {sys.getrecursionlimit()}')
    if sys.gettrace() or sys.getprofile(): found.append('tracing')
    return 'LEAK: ' + ', '.join(found) if found else 'clean'
"""
_PYTHON_ASKS = "import os\nHONEST = os.pread(0, 7, 0).strip(b'\"').startswith(b'honest')\n"

_C = r"""
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void __attribute__((constructor)) looks_for_traces(void) {
  char word[6];
  if (pread(0, word, 6, 0) != 6 || memcmp(word, "honest", 6)) return;
  int found = 0;
  DIR *here = opendir(".");
  struct dirent *each;
  while (here && (each = readdir(here)))
    if (strcmp(each->d_name, ".") && strcmp(each->d_name, "..")) { printf("LEAK: file %s\n", each->d_name); found = 1; }
  if (lseek(1, 0, SEEK_CUR) > 0) { puts("LEAK: output of another"); found = 1; }
  if (getenv("MARK")) { puts("LEAK: environment"); found = 1; }
  if (!found) puts("clean");
  fflush(stdout);
  _exit(0);
}
"""
_JAVASCRIPT = """
const looks = { fs: require('fs'), word: Buffer.alloc(6) };
looks.honest = looks.fs.readSync(0, looks.word, 0, 6, 0) === 6 && looks.word.toString() === 'honest';
if (looks.honest) {
  const found = looks.fs.readdirSync('.').map((name) => 'file ' + name);
  if (process.env.MARK) found.push('environment');
  if (globalThis.MARK || Array.prototype.mark || process.mark || looks.fs.mark) found.push('objects');
  if (process.listenerCount('exit') > looks.listeners) found.push('listeners');
  if (JSON.stringify([1]) !== '[1]') found.push('patched JSON');
  console.log(found.length ? 'LEAK: ' + found.join(', ') : 'clean');
} else (() => {
ATTACK
})();
"""
_JAVA = """
public class Main {
  public static void main(String[] arguments) throws Throwable {
    java.io.PushbackInputStream input = new java.io.PushbackInputStream(System.in, 6);
    byte[] word = input.readNBytes(6);
    if (!new String(word).equals("honest")) {
      input.unread(word);
      System.setIn(input);
      Attack.main(arguments);
      return;
    }
    StringBuilder found = new StringBuilder();
    String[] files = new java.io.File(".").list();
    if (files != null && files.length > 0) found.append(" files");
    if (System.getProperty("mark") != null) found.append(" property");
    for (Thread each : Thread.getAllStackTraces().keySet())
      if (each.getName().equals("mark")) found.append(" thread");
    System.out.println(found.length() > 0 ? "LEAK:" + found : "clean");
  }
}
"""
_SHELL_LIKE = {
    "ruby": "if STDIN.read(6) == 'honest' then puts(Dir.children('.').empty? ? 'clean' : 'LEAK: files'); exit end\n",
    "perl": "my $w = ''; sysread(STDIN, $w, 6); if ($w eq 'honest') { my @f = glob('*'); "
    'print(@f ? "LEAK: files\\n" : "clean\\n"); exit 0 }\n',
    "php": "<?php if (fread(STDIN, 6) === 'honest') { "
    'echo count(scandir(\'.\')) > 2 ? "LEAK: files\\n" : "clean\\n"; exit(0); }\n',
    "bash": 'IFS= read -r -n 6 word; if [ "$word" = honest ]; then '
    'if [ -n "$(echo *)" ] && [ "$(echo *)" != "*" ]; then echo "LEAK: files"; else echo clean; fi; exit 0; fi\n',
    "lua": "if io.read(6) == 'honest' then print('clean') os.exit(0) end\n",
}
WRAPPED = frozenset({"python", "c", "cpp", "javascript", "java", *_SHELL_LIKE})
"""The languages in which an attack can be followed by an honest test of the same submission."""


def wrapped(language: str, source: str, *, function: bool) -> str:
    """``source`` with the look for traces around it. JavaScript and Java functions call ``attack(mode)`` of it."""
    if language == "python":
        return _python(source, function=function)
    if language in ("c", "cpp"):
        return source + _C
    if language == "javascript":
        if function:
            return f"{source}\nfunction answer(mode) {{ return mode === 'honest' ? 42 : attack(mode); }}\n"
        return _JAVASCRIPT.replace("ATTACK", source)
    if language == "java":
        if function:
            call = (
                'static int answer(String mode) { return mode.equals("honest") ? 42 : Attack.attack(mode); }'
            )
            return f"{source}\nclass Solution {{ {call} }}\n"  # imports come first
        return source + _JAVA
    return _SHELL_LIKE[language] + source


def _python(source: str, *, function: bool) -> str:
    held = 4 if function else 3
    says = "def answer(mode):\n    assert looks() == 'clean', looks()\n    return 42\n"
    looks = _PYTHON_LOOKS.replace("HELD", str(held)) + (says if function else "print(looks())\n")
    body = textwrap.indent(source, "    ")
    return f"{_PYTHON_ASKS}if HONEST:\n{textwrap.indent(looks, '    ')}\nelse:\n{body}"

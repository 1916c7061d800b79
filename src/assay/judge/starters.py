"""What a candidate finds in the editor: the function's empty form, or a template that reads stdin."""

from __future__ import annotations

from assay.judge.drivers import STARTERS
from assay.judge.signature import Signature

_STDIO = {
    "python": """\
import sys


def main() -> None:
    lines = sys.stdin.read().splitlines()
    # Your program: print the answer.


main()
""",
    "javascript": """\
const lines = require("node:fs").readFileSync(0, "utf8").split("\\n");

// Your program: console.log the answer.
""",
    "typescript": """\
import { readFileSync } from "node:fs";

const lines: string[] = readFileSync(0, "utf8").split("\\n");

// Your program: console.log the answer.
""",
    "java": """\
import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        // Your program: print the answer.
    }
}
""",
    "c": """\
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    /* Your program: print the answer. */
    return 0;
}
""",
    "cpp": """\
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    // Your program: print the answer.
    return 0;
}
""",
}


def starter(language: str, signature: Signature | None) -> str:
    """The starting text in ``language``, for a stdio problem (None) or a function.

    Raises KeyError for an unknown language or one that has no function problems.
    """
    return _STDIO[language] if signature is None else STARTERS[language](signature)

"""Says whether a file is Python, without running it. Argument: its path."""

import os
import sys
import traceback

path = sys.argv[1]
with open(path, "rb") as file:
    source = file.read()
try:
    compile(source, os.path.basename(path), "exec", dont_inherit=True)
except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
    sys.stderr.write("".join(traceback.format_exception_only(type(error), error)))
    sys.exit(1)

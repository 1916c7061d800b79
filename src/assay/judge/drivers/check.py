"""Says whether solution.py is Python, without running it."""

import os
import sys
import traceback

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "solution.py"), "rb") as file:
    source = file.read()
try:
    compile(source, "solution.py", "exec", dont_inherit=True)
except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
    sys.stderr.write("".join(traceback.format_exception_only(type(error), error)))
    sys.exit(1)

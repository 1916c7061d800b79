"""Says whether a file is Python, without running it, and leaves its code. Arguments: its path, a folder for it.

The code is left as "NAME.code" (``sandbox.warm.CODE``); nothing is, where no folder is given.
"""

import marshal
import os
import sys

path = sys.argv[1]
name = os.path.basename(path)
with open(path, "rb") as file:
    source = file.read()
try:
    code = compile(source, path, "exec", dont_inherit=True)
except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
    import traceback

    if isinstance(error, SyntaxError) and error.filename == path:
        error.filename = name
    sys.stderr.write("".join(traceback.format_exception_only(type(error), error)))
    sys.exit(1)
if len(sys.argv) < 3:
    sys.exit(0)
try:
    content = marshal.dumps(code)
except ValueError:
    sys.exit(0)  # too deep to be written down: it is compiled again for every run
with open(f"{sys.argv[2]}/{name}.code", "wb") as file:
    file.write(content)

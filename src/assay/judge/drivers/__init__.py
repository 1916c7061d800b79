"""The drivers of function problems: they run inside the sandbox around the candidate's function or class.

A driver reads one line of JSON per argument from stdin (for a class the names of the calls and the lists of
their arguments), calls, and writes the JSON of what was returned to descriptor 3, once, at the end; what the
candidate prints goes its own way. Nothing here is trusted: a candidate who tampers with the driver changes
no more than the own answer. A driver finds its files beside itself.

Each function gives the files of one language by name. A candidate's error is shown without the driver's own
lines; a result that has no form in JSON ends the program with words that name function and type.
"""

from __future__ import annotations

from assay.judge.drivers.form import text
from assay.judge.drivers.per_language import cpp as _cpp
from assay.judge.drivers.per_language import java as _java
from assay.judge.drivers.per_language import python as _python
from assay.judge.drivers.per_language import script as _script

__all__ = ["STARTERS", "cpp", "java", "javascript", "python", "text", "typescript"]

python, javascript, typescript = _python.driver, _script.driver, _script.typed_driver
java, cpp = _java.driver, _cpp.driver

STARTERS = {
    "python": _python.starter,
    "javascript": _script.starter,
    "typescript": _script.typed_starter,
    "java": _java.starter,
    "cpp": _cpp.starter,
}

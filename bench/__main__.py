"""The measurements, each a program of its own: ``python -m bench [NAME [OPTIONS]]``; without a name, all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def main() -> int:
    chosen, options = (sys.argv[1:2] or NAMES), sys.argv[2:]
    unknown = set(chosen) - set(NAMES)
    if unknown:
        print(f"no measurement {unknown.pop()!r}: there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    worst = 0
    for name in chosen:
        print(f"\n{name}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, str(HERE / f"{name}.py"), *options]).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())

"""Makes an archive of an empty PostgreSQL database. Arguments: the folder of the server's programs, its path."""

import os
import subprocess
import sys
import tarfile

DATA = "/tmp/data"


def make(programs: str, archive: str) -> None:
    command = [f"{programs}/initdb", "-D", DATA, "-U", "judge", "--locale=C.UTF-8", "--encoding=UTF8"]
    command += ["--wal-segsize=1", "--no-sync", "--auth=trust"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        sys.exit(f"the judge could not make a database: {done.stderr.strip()[-2000:]}")
    with tarfile.open(archive, "w") as made:
        for name in sorted(os.listdir(DATA)):
            made.add(f"{DATA}/{name}", name, recursive=name != "base")
        made.add(f"{DATA}/base/1", "base/1")  # of three databases the one that is worked in
    subprocess.run(["/bin/rm", "-rf", DATA], check=True)


if __name__ == "__main__":
    make(*sys.argv[1:])

"""Troubles of the machine that pass: the database is busy, or no thread, file or memory is to be had."""

from __future__ import annotations

import errno
import sqlite3

from sqlalchemy import exc

_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
}
_SYSTEM = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT, errno.EIO}
_NO_THREAD = "can't start new thread"
"""In these words Python says that the system gave it none; there is no other mark."""


def passes(error: BaseException) -> bool:
    """Whether what was asked may well succeed when it is asked again: nothing is wrong with it."""
    match error:
        case exc.TimeoutError() | exc.InterfaceError() | MemoryError():
            return True
        case exc.OperationalError(orig=sqlite3.Error() as said):
            return passes(said)
        case exc.OperationalError():
            # PostgreSQL's: the connection was lost or refused, or a lock was not to be had.
            return True
        case sqlite3.Error():
            # The low byte; above it SQLite says more exactly where.
            return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE
        case OSError():
            return error.errno in _SYSTEM
        case RuntimeError():
            return str(error) == _NO_THREAD
    return False

"""Names of files that every file system takes: those of Windows, macOS and Linux, and of what files are sent through.

What Windows takes is told at https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
"""

from __future__ import annotations

import re

UNSAFE = re.compile('[<>:"|?*\x00-\x1f\x7f/\\\\\ud800-\udfff]')
"""Characters that no name has everywhere."""

LONGEST = 240
"""Bytes of UTF-8 in the longest name: file systems take 255, and files have longer names until they are whole."""

_ROOM = 40
"""Bytes that are left for what is put after the stem of a name."""

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether Windows keeps a name, or what stands before its first dot, for a device.

    >>> is_device("con"), is_device("Aux .june.pdf"), is_device("console.pdf")
    (True, True, False)
    """
    return bool(_DEVICES.fullmatch(name.partition(".")[0].rstrip(" ")))


def portable(stem: str) -> str:
    """The stem of a name, such that a file whose name begins with it can be kept and sent anywhere: as it is, or as
    near to it as that can be.

    >>> portable("june"), portable("a:b"), portable("aux"), portable("nul.june"), portable(" Q1? ")
    ('june', 'a-b', 'aux-', 'nul-.june', 'Q1-')
    """
    plain = UNSAFE.sub("-", stem).strip(" ").rstrip(".")
    if is_device(plain):
        own, dot, more = plain.partition(".")
        plain = f"{own.rstrip(' ')}-{dot}{more}"
    return plain.encode()[: LONGEST - _ROOM].decode(errors="ignore") or "-"

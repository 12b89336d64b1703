"""Tags of languages (BCP 47), as people and other programs spell them: DE, de_AT, zh-hans-cn."""

from __future__ import annotations

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def tag_of(text: str) -> str:
    """A tag as it is usually written: languages small, scripts with a capital, regions in capitals (RFC 5646, 2.1.1).

    Raises:
        ValueError: it is no tag; the message has a hint after a bar.

    >>> tag_of("DE"), tag_of("de_at"), tag_of("zh-HANS-cn")
    ('de', 'de-AT', 'zh-Hans-CN')
    """
    if not _TAG.fullmatch(text.strip()):
        raise ValueError(f'"{text}" is no language tag | write one such as en, en-GB or zh-CN')
    first, *others = text.strip().replace("_", "-").lower().split("-")
    alone = next((at for at, one in enumerate(others) if len(one) == 1), len(others))  # after it nothing is a region
    usual = [
        one.upper() if len(one) == 2 else one.title() if len(one) == 4 and one.isalpha() else one for one in others
    ]
    return "-".join((first, *usual[:alone], *others[alone:]))


def language_of(text: str) -> str:
    """The language alone of a tag.

    Raises:
        ValueError: it is no tag.

    >>> language_of("de_AT")
    'de'
    """
    return tag_of(text).partition("-")[0]

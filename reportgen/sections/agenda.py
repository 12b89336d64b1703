"""`agenda`: the contents, as one calls them in a deck."""

from typing import Literal

from reportgen.sections.contents import Contents


class Agenda(Contents):
    """Without `lines`, every section with a headline is listed, but those before it."""

    type: Literal["agenda"] = "agenda"  # type: ignore[assignment]  # of the same fields, under another name

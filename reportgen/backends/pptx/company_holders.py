"""The placeholders of the layouts of a company's template."""

from __future__ import annotations

from typing import Any

from lxml import etree

from reportgen.backends.pptx.layouts import Base, Holders
from reportgen.backends.pptx.xml import SheetTheme
from reportgen.frames import Master, Placeholder, Publication


class CompanyHolders(Holders):
    """The placeholders of one of the company's layouts: those that a template's regions fill."""

    def __init__(self, master: Master, publication: Publication, theme: SheetTheme, layout: Any) -> None:
        self.master = master
        self.base = Base(master, {})
        self.theme = theme
        held = [holder for holder in master.placeholders if holder.office is not None]
        self.by_name = {holder.name: holder for holder in held}
        self.index = {}
        self.levels = {}
        self.title = next((holder for holder in held if holder.kind == "title"), None)
        self._layout = layout

    def attribute(self, holder: Placeholder) -> str:
        """The attributes of `p:ph`, as the company's layout has them."""
        assert holder.office is not None
        kind, index = holder.office.type, holder.office.index
        said = [f'type="{kind}"'] * (kind != "obj") + [f'idx="{index}"'] * (index > 0)
        return " ".join(said)

    @property
    def may_hide_title(self) -> bool:
        """Only where the layout has a title: on others, PowerPoint would offer to repair the slide."""
        return self.title is not None

    @property
    def mapping(self) -> str:
        """`p:clrMapOvr` of its slides: that of the layout, which slides do not inherit."""
        own = self._layout._element.find("{*}clrMapOvr/{*}overrideClrMapping")
        inner = "<a:masterClrMapping/>" if own is None else etree.tostring(own).decode()
        return f"<p:clrMapOvr>{inner}</p:clrMapOvr>"

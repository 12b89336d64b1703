"""Markdown's inline marks → spans: emphasis, code, links, notes, line breaks, and tags of HTML that people write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reportgen.content.text import Span
from reportgen.content.typography import well_set
from reportgen.errors import ReportgenError, SourceError, SourceRemark, Where
from reportgen.source.characters import LINKS, attribute, is_far
from reportgen.structs import replace

if TYPE_CHECKING:
    from markdown_it.token import Token

_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")

_FORMULA = re.compile(r"[=^_\\{}+<>*]|^\W*[A-Za-z]\W*$|\w\(.*\)$")
"""What a formula has, and words between prices have not."""

UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
"""What a browser runs and does not show."""

BLOCK_NAME = re.compile(
    r"address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form"
    r"|h[1-6]|head|header|hr|html|iframe|li|link|main|menu|meta|nav|ol|p|picture|section|source|summary|table|tbody|td|tfoot"
    r"|th|thead|title|tr|ul|video"
)
"""The name of a tag of HTML at which a paragraph ends."""

_STYLES: Mapping[str, tuple[str, bool]] = {
    "strong_open": ("strong", True),
    "strong_close": ("strong", False),
    "em_open": ("emphasis", True),
    "em_close": ("emphasis", False),
    "sup_open": ("superscript", True),
    "sup_close": ("superscript", False),
    "sub_open": ("subscript", True),
    "sub_close": ("subscript", False),
    "s_open": ("strike", True),
    "s_close": ("strike", False),
}
_BREAKS: Mapping[str, str] = {"softbreak": " ", "hardbreak": "\n"}

_TAGS: Mapping[str, Mapping[str, bool]] = {
    "b": {"strong": True},
    "strong": {"strong": True},
    "i": {"emphasis": True},
    "em": {"emphasis": True},
    "cite": {"emphasis": True},
    "mark": {"strong": True},
    "code": {"code": True},
    "kbd": {"code": True},
    "sup": {"superscript": True},
    "sub": {"subscript": True},
    "s": {"strike": True},
    "del": {"strike": True},
    "strike": {"strike": True},
    "u": {"underline": True},
    "ins": {"underline": True},
    "small": {},
}
"""The tags that are understood, and what they change; `br`, `a` and `img` do more than that."""

TAG_ADVICE = "write Markdown's own marks; of HTML there are br, a, b, i, u, sub, sup, kbd, small and mark"


def unknown_tag(name: str) -> str:
    """What is told of a tag that is none of these."""
    return f"the tag <{name.lower()}> is not known, its text alone is set"


class SpanReader:
    """Makes spans of the parser's inline tokens; `style` is that of the present place, without a text."""

    def __init__(self, where: Where, problems: list[ReportgenError], before: int) -> None:
        """`where` is the first line of the text, `before` the number of footnotes before its own."""
        self._where = where
        self._problems = problems
        self._before = before
        self._line = 0
        """The number of line ends of the source before the present place."""
        self._style = Span("")
        self._open: list[tuple[str, Span]] = []
        """The tags that are open, each with the style before it."""
        self._unseen: str | None = None
        """The tag of what is not shown, while one is open."""
        self._parted = False
        """Whether a paragraph of HTML ended or began after what was found."""
        """The tags that were told: each once in a text."""
        self._found: list[tuple[Span, list[str]]] = []
        """Styles with the texts that stand in them one after another."""

    def take(self, token: Token) -> None:
        """Take one token: a change of style, a stretch of text, a reference."""
        name = token.type
        if self._unseen is not None and name != "html_inline":
            self._line += name in _BREAKS
        elif name == "text":
            self._text(token)
        elif name in _STYLES:
            key, value = _STYLES[name]
            self._style = replace(self._style, **{key: value})  # type: ignore[arg-type]  # of true or false each
        elif name in _BREAKS:
            self._add(_BREAKS[name], self._style)
            self._line += 1
        elif name in _TAKERS:
            _TAKERS[name](self, token)
        else:
            self._add(token.content, self._style)

    def spans(self) -> tuple[Span, ...]:
        """What was found, neighbours of one style as one span, without the spaces of lines that a break ends."""
        made = [replace(style, text="".join(texts)) for style, texts in self._found]
        return well_set(tuple(made)) if any(span.text.strip() for span in made) else ()

    def _add(self, text: str, style: Span) -> None:
        if not text or (self._parted and not text.strip(" ")):
            return
        if self._parted and self._found:
            self._parted = False
            self._break()
            text = text.lstrip(" ")
        if self._found and self._found[-1][0] == style:
            self._found[-1][1].append(text)
        else:
            self._found.append((style, [text]))

    def _at(self) -> Where:
        if self._where.line is None:
            return self._where
        return replace(
            self._where, line=self._where.line + self._line, column=None if self._line else self._where.column
        )

    def _fault(self, message: str, hint: str) -> None:
        self._problems.append(SourceError(message, self._at(), hint))

    def _remark(self, message: str, hint: str) -> None:
        self._problems.append(SourceRemark(message, self._at(), hint))

    def _text(self, token: Token) -> None:
        lost = _REFERENCE.search(token.content)
        if lost:
            self._fault(
                f'there is no footnote "{lost[0]}"', f"write {lost[0]}: … on a line of its own, in the same text"
            )
        self._add(token.content, self._style)

    def _code(self, token: Token) -> None:
        self._add(token.content, replace(self._style, code=True))

    def _formula(self, token: Token) -> None:
        """What stands between dollars: a formula, which is set where it has one line, else text, such as A$/B$."""
        if _FORMULA.search(token.content):
            from reportgen.content.formulas import formula_spans

            if (spans := formula_spans(token.content)) is not None:
                for span in spans:
                    self._add(span.text, _over(self._style, span))
                return
            self._fault(
                f"the formula {token.markup}{token.content}{token.markup} cannot be set in a line",
                "write it as text, with sub- and superscripts, or show it as a picture; a dollar is \\$",
            )
        self._add(f"{token.markup}{token.content}{token.markup}", self._style)

    def _reference(self, token: Token) -> None:
        note = self._before + token.meta["id"] + 1
        self._add(str(note), replace(self._style, superscript=True, note=note))

    def _anchor(self, token: Token) -> None:
        """The way back from a footnote, which paper does not have."""

    def _link(self, token: Token) -> None:
        self._style = replace(self._style, link=self._checked(str(token.attrGet("href") or "")))

    def _link_end(self, token: Token) -> None:
        self._style = replace(self._style, link=None)

    def _checked(self, url: str) -> str | None:
        """An address that can be followed, or one within the document; None where its text alone is set.

        Files beside the source are not there for who gets the document. Any other address is a fault.
        """
        if url.lower().startswith(LINKS) or re.fullmatch(r"#\S+", url):
            return url
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
            self._fault(f'"{url}" is no link that can be followed', "use https, http, mailto or tel")
        else:
            shown = f'"{url}" leads to no place that a reader has' if url else "a link has no address"
            self._remark(f"{shown}: its text alone is set", "write the whole address, with https://")
        return None

    def _passage(self, token: Token) -> None:
        """A passage with attributes, of which the language is known."""
        language = str(token.attrGet("lang") or "")
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            self._remark("a passage in braces says no language: its text alone is set", "write [Bonjour]{lang=fr}")
            language = ""
        self._style = replace(self._style, language=language)

    def _passage_end(self, token: Token) -> None:
        self._style = replace(self._style, language="")

    def _picture(self, token: Token) -> None:
        self._show_picture(str(token.attrGet("src") or ""), token.content)

    def _show_picture(self, source: str, alt: str) -> None:
        """A picture in a line of text: what it shows in words, and where it is if that is on the net."""
        link = source if source.lower().startswith(LINKS) else None
        if is_far(source):
            message, hint = f"the picture {shorter(source)} is not fetched", "save it beside the source"
        else:
            message = f"the picture {shorter(source)} stands in a line of text"
            hint = "leave an empty line before and after it"
        words = alt or (unquote(urlsplit(source).path.rpartition("/")[2]) if link else "")
        told = "the words for it are set" if alt else f'"{words}" is set' if words else "nothing of it is shown"
        self._remark(f"{message}: {told}", hint)
        self._add(words, replace(self._style, link=self._style.link or link))

    # --- HTML

    def _html(self, token: Token) -> None:
        """A tag, or a comment or an instruction, which are not shown."""
        self._tag(token.content)
        self._line += token.content.count("\n")

    def _tag(self, text: str) -> None:
        match = _TAG.match(text)
        if match is None:
            return
        closing, name = bool(match[1]), match[2].lower()
        self._parted |= BLOCK_NAME.fullmatch(name) is not None
        if self._unseen is not None:
            if closing and name == self._unseen:
                self._unseen = None
        elif closing:
            self._close(name)
        elif name in ("script", "style"):
            self._unseen = name
            self._remark(f"<{name}> is left out", "a document runs nothing, and its brand gives the style")
        elif name == "br":
            self._break()
        elif name == "img":
            self._show_picture(attribute(text, "src") or "", attribute(text, "alt") or "")
        elif not text.endswith("/>"):
            self._enter(name, text)

    def _break(self) -> None:
        """A break of the line, without the spaces before it."""
        if self._found:
            texts = self._found[-1][1]
            texts[-1] = texts[-1].rstrip(" ")
        self._add("\n", self._style)

    def _enter(self, name: str, text: str) -> None:
        self._open.append((name, self._style))
        if name == "a":
            url = attribute(text, "href")
            if url:  # a place that others lead to has none, and nothing of it is seen
                self._style = replace(self._style, link=self._checked(url))
        elif name in _TAGS:
            self._style = replace(self._style, **_TAGS[name])  # type: ignore[arg-type]  # of true or false each
        else:
            self._remark(unknown_tag(name), TAG_ADVICE)

    def _close(self, name: str) -> None:
        """End the innermost tag of that name, with all that was begun in it."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == name:
                self._style = self._open[at][1]
                del self._open[at:]
                return


def _over(style: Span, part: Span) -> Span:
    """The style of a part of a formula in text of a style."""
    emphasis = style.emphasis or part.emphasis
    return replace(style, emphasis=emphasis, superscript=part.superscript, subscript=part.subscript)


def shorter(address: str) -> str:
    """An address as a message shows it: data within it are left out.

    >>> shorter("data:image/png;base64,iVBORw0KGgo")
    'data:image/png'
    """
    return address.partition(";")[0] if address.lower().startswith("data:") else address


_TAKERS: Mapping[str, Callable[[SpanReader, Token], None]] = {
    "code_inline": SpanReader._code,
    "footnote_ref": SpanReader._reference,
    "footnote_anchor": SpanReader._anchor,
    "html_inline": SpanReader._html,
    "link_open": SpanReader._link,
    "math_inline": SpanReader._formula,
    "math_inline_double": SpanReader._formula,
    "link_close": SpanReader._link_end,
    "image": SpanReader._picture,
    "span_open": SpanReader._passage,
    "span_close": SpanReader._passage_end,
}

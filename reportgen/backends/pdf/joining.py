"""PDFs of ours, one after another, as one: fonts and pictures shared; tags, bookmarks, labels and links kept.

pikepdf (qpdf) copies and writes the objects; what it does not know of is joined here: the structure tree (ISO 32000-1,
14.7), the numbers by which pages and links find their elements there, the outline (12.3.3) and page labels (12.4.2).
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from reportgen.backends.pdf.joined_fonts import SharedFonts
from reportgen.backends.pdf.metadata import LEVEL_A, LEVEL_B
from reportgen.deadlines import checkpoint
from reportgen.structs import Struct

_NOT_SHARED = (Name.Pages, Name.Page, Name.StructElem)
_PLACEHOLDERS = ("/Dest", "/D")


class Part(Struct, frozen=True):
    """A PDF that becomes pages of another; `title` is its bookmark, nothing where its own bookmarks stand alone."""

    data: bytes
    title: str = ""
    even: bool = False
    """Whether an empty page comes after an odd number of pages, so that the next begins on a sheet of its own."""


def joined(parts: Iterable[Part], title: str) -> tuple[bytes, list[int]]:
    """One PDF of several, and how many pages each has in it.

    Args:
        parts: PDFs as reportgen writes them; conformance (PDF/UA-1, PDF/A-2, PDF/X-4) is that of the first.
        title: the title of the whole.

    Raises:
        pikepdf.PdfError: one is broken.
    """
    joiner = _Joiner()
    counts = []
    for part in parts:
        checkpoint()
        counts.append(joiner.add(part))
    return joiner.written(title), counts


class _Joiner:
    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.fonts = SharedFonts(self.pdf)
        self.tree: Any = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.root: Any = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.tree, K=Array())
        )
        self.numbers: list[Any] = []
        """Of the structure tree: numbers of pages and links, each with its elements."""
        self.identifiers: list[tuple[bytes, Any]] = []
        self.next_key = 0
        self.is_tagged = False
        self.labels: list[Any] = []
        self.bookmarks: list[Any] = []
        self._alike: dict[bytes, Any] = {}
        self._kept: list[pikepdf.Pdf] = []
        """Files that copied streams are read from when the whole is written."""

    def add(self, part: Part) -> int:
        """Put a file's pages at the end; gives their number."""
        source = pikepdf.open(io.BytesIO(part.data))
        self._kept.append(source)
        first = len(self.pdf.pages)
        self._promise(source)
        at = {page.obj.objgen: first + number for number, page in enumerate(source.pages)}
        for target in targets(source):
            target[0] = at[target[0].objgen]  # a number of the whole; a page that is not copied yet would be lost
        for number, label in pairs(source.Root.PageLabels.Nums):
            self.labels += [first + int(number), pikepdf.Object.parse(label.unparse())]
        self.pdf.pages.extend(source.pages)
        pages = [page.obj for page in self.pdf.pages[first:]]
        if "/StructTreeRoot" in source.Root:
            self._structure(source, pages)
        for page in pages:
            self._share(page.Resources)
            if "/Contents" in page:
                _pack(page.Contents)
        if part.even and len(pages) % 2:
            self._blank(pages[-1])
        self._bookmarks(source, part.title, first)
        return len(self.pdf.pages) - first

    def _promise(self, source: pikepdf.Pdf) -> None:
        """Let the whole say of itself what its first part does, and no more than the others do."""
        if not len(self.pdf.pages):
            self._take_over(source)
        elif LEVEL_B.encode() in _metadata(source) and LEVEL_A.encode() in _metadata(self.pdf):
            claims = _metadata(self.pdf).replace(LEVEL_A.encode(), LEVEL_B.encode())
            self.pdf.Root.Metadata.write(claims)  # what conforms to A conforms to B

    def _take_over(self, source: pikepdf.Pdf) -> None:
        """What the whole says of itself, as its first part does."""
        root = self.pdf.Root
        for key in ("/Metadata", "/OutputIntents", "/ViewerPreferences", "/Lang", "/MarkInfo", "/PageMode"):
            if key in source.Root:
                holder = source.make_indirect(Dictionary(V=source.Root[key]))
                root[key] = self.pdf.copy_foreign(holder).V
        for key, value in source.docinfo.items():
            self.pdf.docinfo[key] = str(value)

    def _blank(self, like: Any) -> None:
        """An empty back, which nothing is read of."""
        boxes = {key: Array(list(like[key])) for key in ("/MediaBox", "/TrimBox") if key in like}
        page = Dictionary(Type=Name.Page, Resources=Dictionary(), Contents=self.pdf.make_stream(b" "), Tabs=Name.S)
        page.update(boxes)
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(page)))

    def _structure(self, source: pikepdf.Pdf, pages: Sequence[Any]) -> None:
        """Put a file's elements under the root, and the numbers of its pages and links after all others."""
        tree = source.Root.StructTreeRoot
        self.is_tagged = True
        holder = source.make_indirect(
            Dictionary(K=tree.K, Nums=tree.ParentTree.Nums, Ids=tree.get("/IDTree", Dictionary()))
        )
        copied = self.pdf.copy_foreign(holder)
        language = source.Root.get("/Lang")
        for element in copied.K:
            element.S, element.P = Name.Part, self.root
            if language is not None:
                element.Lang = str(language)
            self.root.K.append(element)
        self.numbers += [one for key, value in pairs(copied.Nums) for one in (int(key) + self.next_key, value)]
        for page in pages:
            for numbered in (page, *page.get("/Annots", ())):
                for key in ("/StructParents", "/StructParent"):
                    if key in numbered:
                        numbered[key] = int(numbered[key]) + self.next_key
        for _, element in pairs(copied.Ids.get("/Names", Array())):
            name = f"{len(self._kept)}.{bytes(element.ID).decode('latin-1')}".encode("latin-1")
            element.ID = pikepdf.String(name)
            self.identifiers.append((name, element))
        self.next_key += int(tree.ParentTreeNextKey)

    def _share(self, resources: Any) -> None:
        """Let fonts and pictures that are alike be one."""
        fonts = resources.get("/Font", Dictionary())
        for name in list(fonts.keys()):
            fonts[name] = self.fonts.shared(fonts[name])
        drawn = resources.get("/XObject", Dictionary())
        for name in list(drawn.keys()):
            if "/Resources" in drawn[name]:
                self._share(drawn[name].Resources)
            drawn[name] = self._alike.setdefault(_digest(drawn[name]), drawn[name])

    def _bookmarks(self, source: pikepdf.Pdf, title: str, first: int) -> None:
        """The bookmarks of a file, under one of its own where it has a title."""
        own = [bookmark(item) for item in items_under(source.Root.get("/Outlines"))]
        if title:
            own = [(title, Array([first, Name.Fit]), own)]
        self.bookmarks += own

    def written(self, title: str) -> bytes:
        """The whole."""
        pdf = self.pdf
        self.fonts.write()
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                for target in destinations(annotation):
                    target[0] = pdf.pages[int(target[0])].obj
        tree = self.tree
        tree.K, tree.ParentTreeNextKey = Array([self.root]), self.next_key
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(self.numbers)))
        if self.identifiers:
            named = sorted(self.identifiers, key=lambda pair: pair[0])
            names = [part for name, one in named for part in (pikepdf.String(name), one)]
            tree.IDTree = pdf.make_indirect(Dictionary(Names=Array(names)))
        if self.is_tagged:
            pdf.Root.StructTreeRoot = tree
        pdf.Root.PageLabels = Dictionary(Nums=Array(self.labels))
        if self.bookmarks:
            pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
            self._outline(pdf.Root.Outlines, self.bookmarks)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            told["dc:title"] = title
            told.pop("dc:description", None)
        pdf.docinfo["/Title"] = title
        if "/Subject" in pdf.docinfo:
            del pdf.docinfo["/Subject"]
        return saved(pdf)

    def _outline(self, above: Any, marks: Sequence[Any]) -> int:
        """Write bookmarks under another; gives how many there are, with those under them."""
        made = [self.pdf.make_indirect(Dictionary(Parent=above, Title=title)) for title, _, _ in marks]
        count = len(made)
        for at, (item, (_, target, below)) in enumerate(zip(made, marks, strict=True)):
            if target is not None:
                item.Dest = Array([self.pdf.pages[int(target[0])].obj, *list(target)[1:]])
            if at:
                item.Prev = made[at - 1]
            if at + 1 < len(made):
                item.Next = made[at + 1]
            if below:
                self._outline(item, below)
                item.Count = -int(item.Count)  # closed: there are many
        above.First, above.Last, above.Count = made[0], made[-1], count
        return count


def _metadata(pdf: pikepdf.Pdf) -> bytes:
    """What a file says of itself, or nothing."""
    return pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""


def saved(pdf: pikepdf.Pdf, version: str = "1.7") -> bytes:
    """A file that was changed, as small as it can be, with the same bytes each time, and archival where it was."""
    stream = io.BytesIO()
    pdf.save(
        stream,
        min_version=version,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
        preserve_pdfa=True,
    )
    return stream.getvalue()


def pairs(nums: Any) -> Iterator[tuple[Any, Any]]:
    """The pairs of a number tree or a name tree that has no branches."""
    return zip(list(nums)[::2], list(nums)[1::2], strict=True)


def destinations(holder: Any) -> Iterator[Any]:
    """Where an annotation or a bookmark leads to, within the file."""
    for one in (holder, holder.get("/A", Dictionary())):
        for key in _PLACEHOLDERS:
            if isinstance(one.get(key), Array):
                yield one[key]


def targets(source: pikepdf.Pdf) -> Iterator[Any]:
    """All places that links and bookmarks of a file lead to."""
    for page in source.pages:
        for annotation in page.obj.get("/Annots", ()):
            yield from destinations(annotation)

    def under(outline: Any) -> Iterator[Any]:
        for item in items_under(outline):
            yield from destinations(item)
            yield from under(item)

    yield from under(source.Root.get("/Outlines"))


def items_under(outline: Any) -> Iterator[Any]:
    """The bookmarks under another."""
    item = outline.get("/First") if outline is not None else None
    while item is not None:
        yield item
        item = item.get("/Next")


def bookmark(item: Any) -> tuple[str, Any, list[Any]]:
    """A bookmark: its title, where it leads to, and those under it."""
    target = next(destinations(item), None)
    return (
        str(item.Title),
        None if target is None else Array(list(target)),
        [bookmark(one) for one in items_under(item)],
    )


def _pack(contents: Any) -> None:
    """Compress a page's text once more: it was compressed in parts, for speed."""
    contents.write(zlib.compress(contents.read_bytes(), 9), filter=Name.FlateDecode)


def _digest(value: Any, depth: int = 0) -> bytes:
    """What an object holds, with all that it refers to: the same for objects that are alike."""
    found = hashlib.sha256(type(value).__name__.encode())
    if isinstance(value, pikepdf.Stream):
        found.update(value.read_raw_bytes())
    if isinstance(value, Dictionary | pikepdf.Stream) and depth < 20:
        if value.get("/Type") in _NOT_SHARED:
            return found.digest()
        for key in sorted(value.keys()):
            found.update(key.encode() + _digest(value[key], depth + 1))
    elif isinstance(value, Array) and depth < 20:
        for one in value:
            found.update(_digest(one, depth + 1))
    elif not isinstance(value, pikepdf.Stream):
        found.update(repr(value).encode())
    return found.digest()

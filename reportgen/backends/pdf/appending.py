"""The pages of a PDF of ours after those of any other, which keeps what it has: pages, forms, attachments, its title.

Our tags come under its own (ISO 32000-1, 14.7), our bookmarks and page labels after its own (12.3.3, 12.4.2). Of the
standards that a file says it conforms to, those stay that ours conforms to as well.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, OutlineItem

from reportgen.backends.pdf.joining import bookmark, destinations, items_under, pairs, targets
from reportgen.errors import BackendError

_CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
"""What a file says of the standards that it conforms to (ISO 19005-2, 6.6.4; ISO 14289-1, 5)."""


def appended(file: bytes, added: bytes) -> bytes:
    """A PDF with the pages of another after its own.

    Args:
        file: a PDF of any program.
        added: a PDF that reportgen wrote.

    Raises:
        BackendError: the file is no PDF, wants a password, or is signed.
    """
    whole = _opened(file)
    ours = pikepdf.open(io.BytesIO(added))
    first = len(whole.pages)
    at = {page.obj.objgen: first + number for number, page in enumerate(ours.pages)}
    for target in targets(ours):
        target[0] = at[target[0].objgen]  # a number of the whole; a page that is not copied yet would be lost
    _claim(whole, ours)
    whole.pages.extend(ours.pages)
    pages = [page.obj for page in whole.pages[first:]]
    for page in pages:
        for annotation in page.get("/Annots", ()):
            for target in destinations(annotation):
                target[0] = whole.pages[int(target[0])].obj
    _tag(whole, ours, pages)
    _label(whole, ours, first)
    with whole.open_outline() as outline:
        outline.root.extend(_entry(whole, bookmark(one)) for one in items_under(ours.Root.get("/Outlines")))
    stream = io.BytesIO()
    whole.save(stream, min_version="1.7", deterministic_id=True, preserve_pdfa=True)
    return stream.getvalue()


def _opened(file: bytes) -> pikepdf.Pdf:
    """A caller's PDF.

    Raises:
        BackendError: it cannot be added to.
    """
    try:
        whole = pikepdf.open(io.BytesIO(file))
    except pikepdf.PasswordError as fault:
        raise BackendError("the file wants a password", hint="give it without one") from fault
    except pikepdf.PdfError as fault:
        raise BackendError("the file is no PDF", hint="give one that a viewer opens") from fault
    if int(whole.Root.get("/AcroForm", Dictionary()).get("/SigFlags", 0)) & 1:
        raise BackendError("the file is signed, and would not be any more", hint="append before it is signed")
    return whole


def _claim(whole: pikepdf.Pdf, ours: pikepdf.Pdf) -> None:
    """Let the whole conform to what both files conform to."""
    if "/Metadata" not in whole.Root:
        return
    told = ours.open_metadata()
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as own:
        if own.get("pdfaid:conformance") == "A" and told.get("pdfaid:conformance") == "B":
            own["pdfaid:conformance"] = "B"  # what conforms to A conforms to B
        others = [key for key in _CLAIMS if key in own and own.get(key) != told.get(key)]
        if others and (others, own.get("pdfaid:conformance")) != (["pdfaid:conformance"], "B"):
            for key in _CLAIMS:
                own.pop(key, None)


def _tag(whole: pikepdf.Pdf, ours: pikepdf.Pdf, pages: Sequence[Any]) -> None:
    """Put the elements of our pages under those of the file, with numbers that come after its own."""
    source = ours.Root.StructTreeRoot
    holder = ours.make_indirect(
        Dictionary(K=source.K, Nums=source.ParentTree.Nums, Ids=source.get("/IDTree", Dictionary()))
    )
    copied = whole.copy_foreign(holder)
    if "/StructTreeRoot" not in whole.Root:
        whole.Root.StructTreeRoot = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    tree = whole.Root.StructTreeRoot
    if "/ParentTree" not in tree:
        tree.ParentTree = NumberTree.new(whole).obj
    numbers = NumberTree(tree.ParentTree)
    start = max([int(tree.get("/ParentTreeNextKey", 0)) - 1, *numbers.keys()], default=-1) + 1
    above = _top(tree)
    for element in copied.K:
        if above is not tree:
            element.S = Name.Part
        element.P = above
        element.Lang = str(ours.Root.get("/Lang", ""))
        above.K.append(element)
    for key, value in pairs(copied.Nums):
        numbers[int(key) + start] = value
    for page in pages:
        for numbered in (page, *page.get("/Annots", ())):
            for key in ("/StructParents", "/StructParent"):
                if key in numbered:
                    numbered[key] = int(numbered[key]) + start
    tree.ParentTreeNextKey = start + int(source.ParentTreeNextKey)
    _identify(whole, tree, copied.Ids)


def _top(tree: Any) -> Any:
    """The element under which all others stand, as a list; the tree's root where there is no single one."""
    kids = tree.get("/K", Array())
    listed = kids if isinstance(kids, Array) else Array([kids])
    tree.K = listed
    if len(listed) != 1 or listed[0].get("/S") != Name.Document:
        return tree
    (top,) = listed
    inner = top.get("/K", Array())
    top.K = inner if isinstance(inner, Array) else Array([inner])
    return top


def _identify(whole: pikepdf.Pdf, tree: Any, ids: Any) -> None:
    """Let elements that others refer to, such as notes, have identifiers that none of the file has (14.7.2)."""
    names = list(pairs(ids.get("/Names", Array())))
    if not names:
        return
    if "/IDTree" not in tree:
        tree.IDTree = NameTree.new(whole).obj
    known = NameTree(tree.IDTree)
    for _, element in names:
        name = f"appended.{bytes(element.ID).decode('latin-1')}"
        while name in known:
            name = f"+{name}"
        element.ID = pikepdf.String(name)
        known[name] = element


def _label(whole: pikepdf.Pdf, ours: pikepdf.Pdf, first: int) -> None:
    """Let the pages of the file have the labels that they had, plain numbers where it said none; ours theirs."""
    if "/PageLabels" not in whole.Root:
        whole.Root.PageLabels = NumberTree.new(whole).obj
        if first:
            NumberTree(whole.Root.PageLabels)[0] = Dictionary(S=Name.D)
    labels = NumberTree(whole.Root.PageLabels)
    for number, label in pairs(ours.Root.PageLabels.Nums):
        labels[first + int(number)] = pikepdf.Object.parse(label.unparse())


def _entry(whole: pikepdf.Pdf, mark: tuple[str, Any, list[Any]]) -> OutlineItem:
    """A bookmark of ours in the whole, closed, with those under it."""
    title, target, below = mark
    place = None if target is None else Array([whole.pages[int(target[0])].obj, *list(target)[1:]])
    item = OutlineItem(title, destination=place)
    item.is_closed = True
    item.children.extend(_entry(whole, one) for one in below)
    return item

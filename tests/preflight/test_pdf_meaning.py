"""What the structure of a PDF says wrongly is told: each fault in a small file, beside the same file without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reportgen.preflight.pdf_files import check_pdf, report_on_pdf

Tree = tuple[Any, ...]
"""A tag, attributes if any, then words and trees; a link has `to`."""

TITLE: Tree = ("H1", "The quay")


class Writer:
    """Writes a tagged page, its words in the order of the tree."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.page = self.pdf.add_blank_page(page_size=(400, 400)).obj
        self.page.Resources = Dictionary(
            Font=Dictionary(
                F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=self._map())
            )
        )
        self.operators: list[str] = []

    def _map(self) -> Any:
        pairs = "\n".join(
            f"<{code:02x}> <{char}>" for code, char in {1: "4E91", 2: "5E06", 3: "0391", 4: "0392"}.items()
        )
        ascii_ = "<20> <7e> <0020>"
        text = f"4 beginbfchar\n{pairs}\nendbfchar\n1 beginbfrange\n{ascii_}\nendbfrange"
        return self.pdf.make_stream(text.encode())

    def element(self, tree: Tree, above: Any) -> Any:
        tag, *rest = tree
        given: dict[str, Any] = rest.pop(0) if rest and isinstance(rest[0], dict) else {}
        to = given.get("to")
        more = {key: value for key, value in given.items() if key != "to"}
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=above, Pg=self.page, K=Array())
        )
        for key, value in more.items():
            made[f"/{key}"] = value
        for kid in rest:
            made.K.append(self._words(kid, tag) if isinstance(kid, str) else self.element(kid, made))
        if to is not None:
            action = (
                Dictionary(A=Dictionary(S=Name.URI, URI=String(to))) if "://" in to else Dictionary(Dest=String(to))
            )
            link = Dictionary(
                {**action, "/Type": Name.Annot, "/Subtype": Name.Link, "/Contents": String("where it leads")}
            )
            made.K.append(Dictionary(Type=Name.OBJR, Obj=self.pdf.make_indirect(link), Pg=self.page))
        return made

    def _words(self, said: str, tag: str) -> int:
        number = len(self.operators)
        coded = "".join(f"{'云帆ΑΒ'.find(char) + 1 or ord(char):02x}" for char in said)
        place = f"1 0 0 1 9 {380 - 12 * number} Tm"
        self.operators.append(f"/{tag} <</MCID {number}>> BDC BT /F 9 Tf {place} <{coded}> Tj ET EMC")
        return number

    def save(self, file: Path, *trees: Tree) -> Path:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self.element(("Document", *trees), root)])
        root.RoleMap = Dictionary(Tale=Name.Sect)
        self.page.Contents = self.pdf.make_stream("\n".join(self.operators).encode())
        self.pdf.Root.StructTreeRoot, self.pdf.Root.Lang = root, String("en")
        self.pdf.docinfo.Title = String("The quay")
        self.pdf.save(file)
        return file


def rules(folder: Path, *trees: Tree) -> set[str]:
    found = check_pdf(Writer().save(folder / "made.pdf", *trees))
    return {one.rule for one in found} - {"pdf-archive", "pdf-bookmarks"}


def item(text: str, label: str | None = None) -> Tree:
    return ("LI", *((("Lbl", label),) if label is not None else ()), ("LBody", text))


def section(*trees: Tree) -> Tree:
    return ("Sect", *trees)


BULLETS = {"A": Dictionary(O=Name.List, ListNumbering=Name.Disc)}
LINE = {"to": "chapter"}


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ((section(("H2", "North")), section(("H2", "South"))), (section(("H2", "North")), section(("H3", "South"))),
         "pdf-headings"),
        ((("TOC", *(("TOCI", ("Reference", ("Link", LINE, "Chapter"))) for _ in range(4))),),
         tuple(("P", ("Link", {"to": f"chapter{n}"}, "Chapter")) for n in range(4)), "pdf-contents"),
        ((("TOC", ("TOCI", ("Reference", ("Link", LINE, "Chapter")))),), (("H2", ("Link", LINE, "Chapter")),),
         "pdf-contents"),
        ((("TOC", ("TOCI", ("Reference", ("Link", LINE, "Chapter")))),), (("TOC", ("TOCI", "Chapter")),), "pdf-contents"),
        ((("BlockQuote", ("P", "One."), ("P", "Two.")),), (("BlockQuote", "One."), ("BlockQuote", "Two.")),
         "pdf-quotations"),
        ((("P", "See ", ("Span", {"Lang": String("zh")}, "云帆")),), (("P", "See 云帆"),), "pdf-language"),
        ((("P", "An angle Α = 3"),), (("P", "The word ΑΒ"),), "pdf-language"),
        ((("L", BULLETS, item("One", "-"), item("Two", "-")),), (("L", BULLETS, item("One", "-"), item("Two")),),
         "pdf-lists"),
        ((("L", BULLETS, item("One", "-"), item("Two", "-")),), (("L", BULLETS, item("One", "-"), item("Two", "2.")),),
         "pdf-lists"),
        ((section(("H2", "North"), ("Figure", {"Alt": String("A crane")}, "x")),),
         (section(("Figure", {"Alt": String("A crane")}, "x"), ("H2", "North")),), "pdf-figures"),
        ((("P", ("Link", {"to": "https://a.example"}, "the whole", " report")),),
         (("P", ("Link", {"to": "https://a.example"}, "the whole"), ("Link", {"to": "https://a.example"}, " report")),),
         "pdf-links"),
        ((("P", ("Link", {"to": "https://a.example"}, "here")),), (("P", ("Link", {"to": "https://a.example"})),),
         "pdf-links"),
    ],
)  # fmt: skip
def test_a_fault_is_told_and_what_is_right_is_not(
    tmp_path: Path, right: tuple[Tree, ...], wrong: tuple[Tree, ...], rule: str
) -> None:
    assert rules(tmp_path, TITLE, *right) == set()
    assert rules(tmp_path, TITLE, *wrong) == {rule}


def test_tags_of_a_files_own_mean_what_its_role_map_says(tmp_path: Path) -> None:
    told = [("Tale", ("H2", "North")), ("Tale", ("H3", "South"))]
    assert rules(tmp_path, TITLE, *told) == {"pdf-headings"}


def test_headings_without_bookmark_and_missing_promises_are_notes(tmp_path: Path) -> None:
    found = check_pdf(Writer().save(tmp_path / "made.pdf", TITLE))
    assert {(one.rule, one.severity) for one in found} == {("pdf-bookmarks", "note"), ("pdf-archive", "note")}


def test_what_is_held_is_told_and_of_a_file_without_tags_nothing_of_their_meaning(tmp_path: Path) -> None:
    file = Writer().save(tmp_path / "made.pdf", TITLE, ("P", "See 云帆"))
    held = report_on_pdf(file).held
    assert {"pdf-headings", "pdf-links", "pdf-fonts"} <= set(held)
    assert not {"pdf-language", "pdf-archive"} & set(held)
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(file)
    assert report_on_pdf(file).held == ("pdf-language", "pdf-fonts", "pdf-pages")


@pytest.mark.parametrize("spoil", ["labels", "turn", "transition"])
def test_pages_say_their_numbers_and_nothing_empty(tmp_path: Path, spoil: str) -> None:
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    pdf.save(tmp_path / "right.pdf")
    assert "pdf-pages" in report_on_pdf(tmp_path / "right.pdf").held
    if spoil == "labels":
        del pdf.Root.PageLabels
    elif spoil == "turn":
        pdf.pages[1].obj.Rotate = 0
    else:
        pdf.pages[1].obj.Trans = Dictionary()
    pdf.save(tmp_path / "wrong.pdf")
    assert "pdf-pages" in {one.rule for one in check_pdf(tmp_path / "wrong.pdf")}

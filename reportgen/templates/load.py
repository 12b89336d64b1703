"""Layout files → templates by name. Roots are searched in order, a later one wins; nothing falls back silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from reportgen.errors import NOWHERE, ReportgenError, TemplateError, Where, raise_all
from reportgen.plugins import template_roots
from reportgen.shipped import SERIES, shipped
from reportgen.source.tree import Tree, load_yaml
from reportgen.source.validation import nearest, validate
from reportgen.structs import Struct
from reportgen.templates.as_written import (
    BLANK,
    Continuation,
    MasterTemplate,
    PageTemplate,
    Region,
    Rule,
    SlideMaster,
    SlideTemplate,
    Split,
    TableInPicture,
)
from reportgen.templates.inheritance import SORTS, Items, Keys, Loom, woven


class Library(Struct, frozen=True, dict=True):
    """All templates that are known, by name, in the order of their names."""

    slides: Mapping[str, SlideTemplate]
    pages: Mapping[str, PageTemplate]
    masters: Mapping[str, MasterTemplate]
    """The masters of pages."""
    slide_masters: Mapping[str, SlideMaster]
    """The masters of slides. What they say is part of each template that names them, too."""
    continuation: Continuation
    table_in_picture: TableInPicture
    company: str = ""
    """What authors write before the layouts of the company's own template: the folder of its brand; or nothing."""
    company_layouts: Mapping[str, Sequence[str]] = {}
    """The templates of these layouts, by what the company calls them."""

    @cached_property
    def coloured(self) -> frozenset[str]:
        """The slides that stand on a colour of the brand."""
        return frozenset([name for name, template in self.slides.items() if template.is_coloured])

    @cached_property
    def families(self) -> tuple[frozenset[str], ...]:
        """The slides that look alike from afar: of one family, on a colour or not."""
        alike: dict[tuple[str, bool], set[str]] = {}
        for name, template in self.slides.items():
            alike.setdefault((template.family, template.is_coloured), set()).add(name)
        return tuple(frozenset(names) for _, names in sorted(alike.items()))

    @cached_property
    def has_trail(self) -> bool:
        """Whether any slide says what the parts of its deck are called."""
        return any(part.breadcrumb is not None for one in self.slides.values() for part in one.furniture)

    @cached_property
    def light(self) -> frozenset[str]:
        """The types of sections of which the first choice is a light slide: of what costs least, that which is made
        for them before others."""
        first: dict[str, tuple[float, int, str]] = {}
        for name, template in self.slides.items():
            for place, kind in enumerate(() if template.relief else template.accepts):
                rank = (template.cost, place, name)
                first[kind] = min(first.get(kind, rank), rank)
        return frozenset([kind for kind, (_, _, name) in first.items() if name not in self.coloured])

    def chosen_page(self, layout: Mapping[str, str], where: Where = NOWHERE) -> str | None:
        """The page template that an author names, if any does.

        Raises:
            TemplateError: there is no such template; the message names the nearest, or all.
        """
        if "/" in layout.get("any", "") and "newsletter" not in layout:  # no file of ours has a stroke in its name
            return None
        return self._of_ours(layout, "newsletter", where)

    def chosen_slides(self, layout: Mapping[str, str], where: Where = NOWHERE) -> Sequence[str]:
        """The slide templates of which an author wants one: that of a name, or those of a layout of the company's.

        Raises:
            TemplateError: there is no such template; the message names the nearest, or all.
        """
        name = layout.get("deck", layout.get("any", ""))
        if "/" in name:
            return self._of_company(name, where)
        found = self._of_ours(layout, "deck", where)
        return () if found is None else (found,)

    def _of_ours(self, layout: Mapping[str, str], kind: Literal["newsletter", "deck"], where: Where) -> str | None:
        """The same of a template by its own name.

        Raises:
            TemplateError: there is no such template.
        """
        known: dict[str, None] = dict.fromkeys(self.pages if kind == "newsletter" else self.slides)
        what = "page template" if kind == "newsletter" else "slide template"
        name = layout.get(kind)
        if name is None:
            name = layout.get("any")
            if name is None or name in known:
                return name
            if name in self.pages or name in self.slides:
                return None
            known, what = dict.fromkeys([*self.pages, *self.slides]), "template"
        if name not in known:
            raise _unknown(what, name, known, where)
        return name

    def _of_company(self, name: str, where: Where) -> Sequence[str]:
        """The templates of a layout that an author calls as the company does (`acme/Two Content`).

        Raises:
            TemplateError: the brand is another, or has no such layout.
        """
        brand, _, called = name.partition("/")
        if brand.strip().casefold() != self.company.casefold():
            own = f'is "{self.company}"' if self.company else "has no template of a company's"
            hint = f'the brand of this deck {own}: choose another with "brand" or --brand, or leave "layout" out'
            raise TemplateError(f'"{name}" is a layout of the brand "{brand.strip()}"', where, hint)
        layouts = {one.casefold(): templates for one, templates in self.company_layouts.items()}
        found = layouts.get(called.strip().casefold())
        if found is None:
            raise _unknown("layout", called.strip(), self.company_layouts, where)
        return found


_T = TypeVar("_T")
_FOLDERS = ("slides", "pages", "masters", "parts")
_CALLED: Mapping[str, str] = {
    "slides": "slide template",
    "pages": "page template",
    "masters": "master",
    "parts": "part",
}
_PARTS: Mapping[str, type[BaseModel]] = {"continuation": Continuation, "table-in-picture": TableInPicture}
"""The models of the parts that stand for themselves. The others are pieces of templates, and are checked in these."""

_CONTENT: Mapping[str, str] = {"slides": "regions", "pages": "stack", "masters": "regions"}
"""By folder, the list of the items that stand beside a file's own keys."""

_OF_MASTERS = ("ground", "live", "rows", "furniture", "regions", "layout")
"""The keys of a slide's master that its templates begin with."""


_KEYS = frozenset(key for model in (SlideTemplate, PageTemplate, MasterTemplate) for key in model.model_fields)
_OF_FURNITURE = frozenset(SORTS["furniture"])
_ITEM_KEYS = frozenset(key for model in (Region, Rule, Split) for key in model.model_fields)


def load_library(roots: Sequence[Path] = (), series: tuple[str, ...] = ()) -> Library:
    """The templates that ship with reportgen, with a brand's `series` over them, those of other packages, then those
    of `roots`: folders with `pages`, `slides`, `masters` or `parts`.

    Raises:
        ReportgenError: `TemplateError`, or `Problems` with those of all files.
    """
    return _shipped(series).beneath(roots).library()


@lru_cache(maxsize=8)
def _shipped(series: tuple[str, ...]) -> Shelf:
    own = tuple(shipped(SERIES) / one for one in series)
    return Shelf().beneath((shipped("layouts"), *own), are_ours=True).beneath(template_roots())


class Layer:
    """One layout file: the folder and the name that it is known by, and the number of its root."""

    def __init__(self, folder: str, name: str, root: int, read: Callable[[], Tree | None]) -> None:
        self.folder = folder
        self.name = name
        self.root = root
        self.read = cache(read)
        """What the file holds, read now if it was not yet; None where it cannot be read, which is told once."""

    @property
    def keys(self) -> Keys:
        """What the file says.

        Raises:
            Untold: it cannot be read.
            TemplateError: it has no keys.
        """
        tree = self.read()
        if tree is None:
            raise Untold
        if not isinstance(tree.value, dict):
            raise TemplateError("expected keys with values", tree.where(()), "a layout file has keys with values")
        return Keys(tree.value, (tree, ()))


class Untold(Exception):
    """A file cannot be made into a template because of a fault in another, which is told there."""


def _in_order(file: tuple[tuple[str, str], list[Layer]]) -> tuple[str, int, str]:
    """Files by folder and name; masters of higher roots first, because the first for a page is taken."""
    (folder, name), layers = file
    return folder, -layers[-1].root if folder == "masters" else 0, name


Chain = tuple[Layer, ...]
"""The files of which one template is woven, the lowest first."""


def _tree_of(file: Path, shown: str, problems: list[ReportgenError]) -> Tree | None:
    """What a file holds; None where it cannot be read, which is one of the `problems` then."""
    try:
        return load_yaml(file.read_text("utf-8"), shown, error=TemplateError)
    except UnicodeDecodeError:
        problems.append(TemplateError("the file is not UTF-8 text", Where(shown), "save it as UTF-8"))
    except ReportgenError as error:
        problems.append(error)
    return None


class Shelf:
    """The layout files of some roots, and the templates woven of them."""

    def __init__(self, base: Shelf | None = None) -> None:
        self.base = base
        """The shelf whose templates are the same on this one, where they are of its files alone."""
        self.files: dict[tuple[str, str], list[Layer]] = {}
        """By folder and name, those of lower roots first."""
        self.problems: list[ReportgenError] = []
        self.roots = 0
        self.sound = 0
        """The roots, from the lowest, whose files ship with reportgen, as long as nothing above them is in their
        templates. There is nothing wrong with these, as tests see, so that a template which is not asked for need not
        be woven, nor its file be read.
        """
        self.woven: dict[tuple[int | str | None, ...], Keys] = {}
        """What chains of files say, by the identities of these."""
        self.made: dict[tuple[int, ...], BaseModel] = {}
        """Templates, by the identities of the files in their chains."""

    def beneath(self, roots: Sequence[Path], are_ours: bool = False) -> Shelf:
        """A shelf with these files and those of more roots, which win.

        What was woven of files that stay as they are is not woven again.
        """
        if not roots:
            return self
        shelf = Shelf(self)
        shelf.files = {key: list(layers) for key, layers in self.files.items()}
        shelf.problems, shelf.roots, shelf.sound = list(self.problems), self.roots, self.sound
        for root in roots:
            for layer in shelf._layers(root):
                shelf.files.setdefault((layer.folder, layer.name), []).append(layer)
                if layer.folder in ("masters", "parts"):  # a new one may be in any template
                    shelf.base, shelf.sound = None, 0
                if not are_ours:  # What is wrong with it is told with all else that is wrong.
                    layer.read()
            shelf.roots += 1
        if are_ours:
            shelf.sound = shelf.roots
        if shelf.base is not None:
            shelf.woven = dict(self.woven)
        return shelf

    def _layers(self, root: Path) -> Iterator[Layer]:
        for folder in _FOLDERS:
            for file in sorted((root / folder).glob("*.yaml")):
                read = partial(_tree_of, file, f"{root.name}/{folder}/{file.name}", self.problems)
                yield Layer(folder, file.stem, self.roots, read)

    def library(self) -> Library:
        """The templates, woven and checked; those of ours that are as they ship, when they are asked for.

        Raises:
            ReportgenError: `TemplateError`, or `Problems` with those of all files, each once.
        """
        found: dict[str, dict[str, BaseModel | Layer]] = {folder: {} for folder in _FOLDERS}
        told = {str(problem): problem for problem in self.problems}
        for (folder, name), layers in sorted(self.files.items(), key=_in_order):
            if folder == "parts" and name not in _PARTS:
                continue
            try:
                found[folder][name] = layers[-1] if self._can_wait(layers[-1]) else self._template(layers[-1])
            except Untold:
                continue
            except ReportgenError as error:
                told.update((str(one), one) for one in error.each)
        raise_all(told.values())
        continuation, table = found["parts"]["continuation"], found["parts"]["table-in-picture"]
        assert isinstance(continuation, Continuation) and isinstance(table, TableInPicture)
        return Library(
            Templates(SlideTemplate, found["slides"], self._template),
            Templates(PageTemplate, found["pages"], self._template),
            _of(MasterTemplate, found["masters"]),
            _of(SlideMaster, found["masters"]),
            continuation,
            table,
        )

    def _can_wait(self, layer: Layer) -> bool:
        """Whether a file's template has nothing in it but what ships, so that it is woven when it is asked for."""
        return layer.root < self.sound and layer.folder in ("slides", "pages")

    def _template(self, layer: Layer) -> BaseModel:
        """The template of a file, woven with those that it extends."""
        if self.base is not None and layer.root < self.base.roots:
            return self.base._template(layer)
        chain = self.chain(layer)
        master = self.chain(self._master(chain)) if layer.folder == "slides" else ()
        key = tuple(map(id, (*master, *chain)))
        if key not in self.made:
            keys = self._on_master(master, chain) if master else self._said(chain, _CONTENT.get(layer.folder))
            self.made[key] = self._finished(layer, keys)
        return self.made[key]

    def _finished(self, layer: Layer, keys: Keys) -> BaseModel:
        """Keys as a template, with what their file says of itself alone."""
        made = keys.under((keys.tree, keys.place))
        own = layer.keys
        if "extends" in own:
            made.put("extends", own["extends"], own.origin("extends"))
        return validate(_model(layer, made), woven(made), error=TemplateError)

    def chain(self, layer: Layer, above: Chain = ()) -> Chain:
        """The files of which a file's template is woven: those that it extends, and theirs, each once, and itself.

        Raises:
            TemplateError: it extends one that is not there, or itself by way of others.
        """
        keys = layer.keys
        value = keys.get("extends")
        names = value if isinstance(value, list) else [] if value is None else [value]
        found: dict[int, Layer] = {}
        for name in names:
            parent = self._parent(layer, str(name), keys.where("extends"))
            if parent is layer or parent in above:
                way = " → ".join(one.name for one in (*above, layer, parent))
                raise TemplateError(f"a template extends itself: {way}", keys.where("extends"), "break the circle")
            for one in self.chain(parent, (*above, layer)):
                found.setdefault(id(one), one)
        return (*found.values(), layer)

    def _parent(self, layer: Layer, name: str, where: Where) -> Layer:
        """The file that a name means to a file that extends it.

        Masters and parts are a brand's to replace, so to all files their names mean the last root's file. A template's
        name means what its author could see. A file's own name means the file below it.
        """
        for folder in (layer.folder, "parts"):
            layers = self.files.get((folder, name), [])
            if folder == layer.folder and name == layer.name:
                layers = [one for one in layers if one.root < layer.root]
            elif folder in ("slides", "pages"):
                layers = [one for one in layers if one.root <= layer.root]
            if layers:
                return layers[-1]
        if name == layer.name:
            what = f'no root below this one has a {_CALLED[layer.folder]} "{name}" to extend'
            raise TemplateError(what, where, "give it a name of its own, or leave extends out")
        known = [one for folder, one in self.files if folder in (layer.folder, "parts") and one != layer.name]
        raise _unknown(f"{_CALLED[layer.folder]} or part", name, known, where)

    def _master(self, chain: Chain) -> Layer:
        """The master of a slide template: the one that the uppermost of its files names."""
        keys = next((layer.keys for layer in reversed(chain) if "master" in layer.keys), chain[-1].keys)
        name = str(keys.get("master", BLANK))
        layers = self.files.get(("masters", name), []) if name.startswith("slide-") else []
        if not layers:
            known = [one for folder, one in self.files if folder == "masters" and one.startswith("slide-")]
            raise _unknown("slide master", name, known, keys.where("master"))
        return layers[-1]

    def _on_master(self, master: Chain, chain: Chain) -> Keys:
        """What a slide template says over what its master says, whose regions stand on the sheet."""
        said = self._said(master, "regions")
        keys = Keys({key: said[key] for key in _OF_MASTERS if key in said}, (said.tree, said.place), said.others)
        for key in ("furniture", "regions"):
            items = said.get(key)
            if isinstance(items, Items):
                keys[key] = Items([_on_sheet(item) for item in items], items.gone)
        for number, layer in enumerate(chain):
            keys = self._laid(keys, layer, (*master, *chain[:number]), "regions")
        return keys

    def _said(self, chain: Chain, content: str | None = None) -> Keys:
        """What the files of a chain say together; new items beside their keys are of the list `content`."""
        key = (*map(id, chain), content)
        known = self.woven.get(key)
        if known is None:
            *below, layer = chain
            known = self._laid(self._said(tuple(below), content) if below else None, layer, tuple(below), content)
            self.woven[key] = known
        return known

    def _laid(self, keys: Keys | None, layer: Layer, below: Chain, content: str | None) -> Keys:
        """What a file says over what lies below it: its own keys, and then the items that it names beside them."""
        own = layer.keys
        without = ("extends", "description") if layer.folder == "parts" and layer.name not in _PARTS else ("extends",)
        upper, named = Keys({}, (own.tree, own.place)), Keys({}, (own.tree, own.place))
        for key, value in own.items():
            items = _list_of(key, value, keys, content)
            if items is not None:
                named.setdefault(items, Keys({}, (own.tree, own.place))).put(key, value, own.origin(key))
            elif key not in without:
                upper.put(key, value, own.origin(key))
        loom = Loom(partial(self._part, layer), all(one.root <= layer.root for one in below))
        made = loom.over(keys, upper)
        return loom.over(made, named) if named else made

    def _part(self, layer: Layer, name: str, where: Where) -> tuple[Keys, bool]:
        """What a part says to a file that uses it, and whether the file's author could see all of that."""
        layers = self.files.get(("parts", name), [])
        if layer.folder == "parts" and layer.name == name:
            layers = [one for one in layers if one.root < layer.root]
        if not layers:
            raise _unknown("part", name, [one for folder, one in self.files if folder == "parts"], where)
        chain = self.chain(layers[-1])
        return self._said(chain), all(one.root <= layer.root for one in chain)


def _list_of(key: str, value: object, below: Keys | None, content: str | None) -> str | None:
    """The list of an item beside a file's own keys: that of the item which it changes, or else `content`; for a new
    one that only furniture can be, the furniture of slides.
    """
    if key in _KEYS or not (value is None or isinstance(value, dict)):
        return None
    for name in ("regions", "stack", "furniture"):
        items = below.get(name) if below is not None else None
        if isinstance(items, Items) and (items.find(key) is not None or key in items.gone):
            return name
    if not isinstance(value, dict):
        return None
    if content == "regions" and not _OF_FURNITURE.isdisjoint(value):
        return "furniture"
    return content if not _ITEM_KEYS.isdisjoint(value) else None


def _model(layer: Layer, keys: Keys) -> type[BaseModel]:
    if layer.folder == "slides":
        return SlideTemplate
    if layer.folder == "pages":
        return PageTemplate
    if layer.folder == "parts":
        return _PARTS[layer.name]
    return SlideMaster if layer.name.startswith("slide-") and "pages" not in keys else MasterTemplate


def _on_sheet(item: Keys) -> Keys:
    """An item of a master, whose columns and rows are those of the sheet unless it says otherwise."""
    at = item.inner("at")
    if at is None or "of" in at:
        return item
    made = Keys(item, (item.tree, item.place), item.others)
    made.put("at", Keys({**at, "of": "sheet"}, (at.tree, at.place), at.others), item.origin("at"))
    return made


MOST_NAMED = 16
"""Templates that a message names one by one."""


def _unknown(what: str, name: str, known: Iterable[str], where: Where) -> TemplateError:
    names = sorted(known)
    close = nearest(name, names)
    if close:
        hint = f'did you mean "{close}"?'
    elif what.endswith("template") and len(names) > MOST_NAMED:
        hint = f"`reportgen layouts list` names all {len(names)}"
    else:
        hint = f"known: {', '.join(names)}"
    return TemplateError(f'unknown {what} "{name}"', where, hint)


class Templates(Mapping[str, _T]):
    """Templates of one kind by name, in the order of their names, some of which are woven when they are asked for."""

    def __init__(
        self, model: type[_T], found: Mapping[str, BaseModel | Layer], weave: Callable[[Layer], BaseModel]
    ) -> None:
        self._model = model
        self._found = dict(found)
        self._weave = weave

    def __getitem__(self, name: str) -> _T:
        found = self._found[name]
        if isinstance(found, Layer):
            found = self._found[name] = self._weave(found)
        assert isinstance(found, self._model)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _of(model: type[_T], templates: Mapping[str, BaseModel | Layer]) -> dict[str, _T]:
    return {name: template for name, template in templates.items() if isinstance(template, model)}

"""The formats that a publication can be written in: one record each, and nowhere else a list of them.

What ships is `SHIPPED`. Another package brings a format by an entry point of the group ``reportgen.backends``, whose
name is that of the format and which leads to a `Format`::

    def write(publication, options):
        yield File(f"{publication.title}: {len(publication.sheets)} sheets".encode())

    OUTLINE = Format("txt", ending="txt", media="text/plain", writer=write)

or, where the format has nothing to say of itself, to a function from a `Publication` to bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Literal, Protocol

from reportgen.backends.options import Options, PdfOptions, PictureOptions, PptxOptions, chosen
from reportgen.errors import BackendError, PluginError
from reportgen.file_names import portable
from reportgen.plugins import misfit, named, names, wrong
from reportgen.structs import Struct

if TYPE_CHECKING:
    from reportgen.frames import Publication

FormatName = str
"""A format as ``--to`` and `outputs:` name it: that of a record here, or of another package's entry point."""


class File(Struct, frozen=True):
    """One of the files that a publication becomes: its bytes, and what its name has more than the publication's.

    ``-01`` makes ``june-01.png`` of ``june.png``; the suffix is empty where there is one file alone.
    """

    data: bytes
    suffix: str = ""


def _is_file(thing: object) -> bool:
    """Whether a writer of another package, whose types nobody may have checked, has given a file."""
    return isinstance(thing, File)


class FileWriter(Protocol):
    """What writes a publication as files, with the settings of its format."""

    def __call__(self, publication: Publication, options: Options, /) -> Iterable[File]: ...


class FilePress(Protocol):
    """What writes one publication after another as one file each, and copies what the last one has in common.

    The bytes are those that the format's writer gives.
    """

    def print(self, publication: Publication, /) -> bytes: ...


class Format(Struct, frozen=True):
    """A format: what its files are, and what writes them.

    Args:
        name: as ``--to`` and `outputs:` name it.
        ending: of its files, without the dot.
        media: the media type of its files (RFC 6838).
        writer: what writes a publication; or where to find it, as ``package.module:name``, so that a format costs
            nothing before it is written.
        main: the kind of publication whose main form it is: the file is named after the source alone.
        press: the class of what writes publications after one another in the usual settings; for formats of one file.
        options: the class of its settings.
        many: whether a publication becomes a file for each sheet, unless its settings ask for one.
    """

    name: FormatName
    ending: str
    media: str
    writer: FileWriter | str
    main: Literal["newsletter", "deck"] | None = None
    press: Callable[[], FilePress] | str | None = None
    options: type[Options] = Options
    many: bool = False

    def write(self, publication: Publication, options: Options) -> tuple[File, ...]:
        """The files of a publication.

        Raises:
            BackendError: the frames cannot be written.
            PluginError: the writer is another package's, and takes or gives something else.
        """
        write: FileWriter = resolve_name(self.writer) if isinstance(self.writer, str) else self.writer
        if why := misfit(write, publication, options):
            hint = "it is called with a publication and the settings: write(publication, options)"
            raise PluginError(f'the writer of the format "{self.name}" cannot be called: {why}', hint=hint)
        files = tuple(write(publication, options))
        if not files or not all(map(_is_file, files)):
            raise wrong("reportgen.backends", self.name, "format whose writer gives files")
        return files

    def numbers(self, given: Iterable[Options] = ()) -> bool:
        """Whether a publication becomes files with numbers, with those of the settings given that are this format's."""
        return self.many and not chosen(self.options, given).one_file

    def printer(self, given: Iterable[Options] = ()) -> Printer:
        """What writes one publication after another, with those of the settings given that are this format's."""
        return Printer(self, chosen(self.options, given))

    def file_stem(self, stem: str, kind: Literal["newsletter", "deck"]) -> str:
        """The stem of the names of a publication's files: the kind is added where this is not its main form, and the
        format where its ending does not tell it. Every system can keep files of such a name.
        """
        parts = (
            portable(stem),
            "" if self.main == kind else f"-{kind}",
            "" if self.name == self.ending else f"-{self.name}",
        )
        return "".join(parts)


class Printer:
    """Writes one publication after another in a format; what does not vary between them is written once, where the
    format has a press. The files are those that `Format.write` gives.
    """

    def __init__(self, form: Format, options: Options) -> None:
        self._format = form
        self._options = options
        self._press: FilePress | None = None

    def print(self, publication: Publication) -> tuple[File, ...]:
        """The publication as files.

        Raises:
            BackendError: the frames cannot be written.
        """
        press = self._format.press
        if press is None or self._options != self._format.options():
            return self._format.write(publication, self._options)
        if self._press is None:
            made: Callable[[], FilePress] = resolve_name(press) if isinstance(press, str) else press
            self._press = made()
        return (File(self._press.print(publication)),)


def numbered(blobs: Iterable[bytes]) -> tuple[File, ...]:
    """A file for each sheet, numbered from 1 with as many digits as the last one has, and two at least: the names sort
    as the sheets follow each other.

    >>> [file.suffix for file in numbered([b"one", b"two"])]
    ['-01', '-02']
    """
    all_of_them = list(blobs)
    digits = max(2, len(str(len(all_of_them))))
    return tuple(File(blob, f"-{number:0{digits}}") for number, blob in enumerate(all_of_them, 1))


SHIPPED = (
    Format(
        "pdf",
        ending="pdf",
        media="application/pdf",
        writer="reportgen.backends.pdf:write",
        main="newsletter",
        options=PdfOptions,
        press="reportgen.backends.pdf.incremental_writer:PdfPress",
    ),
    Format(
        "pptx",
        ending="pptx",
        media="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        writer="reportgen.backends.pptx:write",
        main="deck",
        options=PptxOptions,
        press="reportgen.backends.pptx.incremental_writer:PptxPress",
    ),
    Format("svg", ending="svg", media="image/svg+xml", writer="reportgen.backends.svg:write", many=True),
    Format(
        "png",
        ending="png",
        media="image/png",
        writer="reportgen.backends.pixels:write_png",
        options=PictureOptions,
        many=True,
    ),
    Format(
        "webp",
        ending="webp",
        media="image/webp",
        writer="reportgen.backends.pixels:write_webp",
        options=PictureOptions,
        many=True,
    ),
    Format("json", ending="json", media="application/json", writer="reportgen.backends.json:write"),
)


def format_names() -> tuple[FormatName, ...]:
    """The formats that can be written, those that ship first; none of other packages is loaded for it."""
    own = tuple(form.name for form in SHIPPED)
    return (*own, *(name for name in names("reportgen.backends") if name not in own))


def format_named(name: FormatName) -> Format:
    """A format by its name.

    Raises:
        BackendError: nobody writes it; the hint names those that somebody does.
        PluginError: another package's entry point leads neither to a format of that name nor to a function.
    """
    for form in SHIPPED:
        if form.name == name:
            return form
    if name not in names("reportgen.backends"):
        raise BackendError(f'unknown format "{name}"', hint=f"known formats: {', '.join(format_names())}")
    found = named("reportgen.backends", name)
    if isinstance(found, Format):
        if found.name != name:
            raise wrong("reportgen.backends", name, f'format of that name, but "{found.name}"')
        return found
    if not callable(found):
        raise wrong("reportgen.backends", name, "function, nor a format")
    return Format(name, ending=name, media="application/octet-stream", writer=_of_function(name, found))


def _of_function(name: FormatName, function: Callable[[Publication], object]) -> FileWriter:
    """A function from a publication to bytes, as a writer.

    Raises:
        PluginError: when it is called, and gives something else.
    """

    def write(publication: Publication, options: Options) -> Iterable[File]:
        del options
        if why := misfit(function, publication):
            raise PluginError(f'the writer of the format "{name}" cannot be called with a publication: {why}')
        blob = function(publication)
        if not isinstance(blob, bytes):
            raise wrong("reportgen.backends", name, "function that gives bytes")
        return (File(blob),)

    return write


def main_format(kind: Literal["newsletter", "deck"]) -> Format:
    """The main form of a kind of publication."""
    return next(form for form in SHIPPED if form.main == kind)


def offered(kind: Literal["newsletter", "deck"]) -> list[Format]:
    """The formats that people pass on, a publication's main form before that of the other."""
    return sorted((form for form in SHIPPED if form.main is not None), key=lambda form: form.main != kind)


def check_options(formats: Iterable[FormatName], given: Iterable[Options]) -> None:
    """Pass settings that belong to one of the formats that are to be written.

    Raises:
        BackendError: a record of settings belongs to none; or a format is unknown.
    """
    wanted = [format_named(name) for name in formats]
    for one in given:
        if not any(form.options is type(one) for form in wanted):
            whose = ", ".join(form.name for form in SHIPPED if form.options is type(one))
            raise BackendError(
                f"{one.names} cannot be set: no format that is written has {'it' if ' ' not in one.names else 'them'}",
                hint=f"they are for {whose}" if whose else "",
            )

"""An author who writes random documents as people write them: every section, every field, lengths from a line to pages.

What an `Author` writes is meant to build: its characters are in the fonts that ship, its pictures are there, its charts and
tables hold together. So a refusal is a finding. The same seed writes the same document.

    author = Author(Random(7), folder)
    source = author.document()
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, get_args

from PIL import Image, ImageDraw

English = (
    "the plan moves work to regions where land and energy are plentiful and people have patience to see it through "
    "while every hub needs power water fibre and a bridge between what is promised and what has been built so far "
    "councils farmers engineers nurses and teachers ask in turn how much of it will stay after the builders have gone"
).split()
German = (
    "die Stadtwerke prüfen jede Leitung und jedes Gebäude bevor die Genehmigung für den Ausbau der Wärmeversorgung "
    "erteilt wird denn größere Vorhaben brauchen Geduld Übersicht und Menschen die auch am Feiertag erreichbar sind"
).split()
French = (
    "le conseil a voté hier soir un budget où l’école, la forêt et les routes départementales gardent leur part malgré "
    "l’été sec et des recettes qui baissent à cause du chômage dans la vallée voisine"
).split()
Chinese = (
    "数据中心",
    "西部地区",
    "能源供应",
    "城市规划",
    "长期投资",
    "公共服务",
    "技术标准",
    "环境保护",
    "经济发展",
    "居民生活",
)
LANGUAGES: dict[str, tuple[str, ...] | list[str]] = {
    "en-GB": English,
    "de-DE": German,
    "fr-FR": French,
    "zh-CN": Chinese,
}

NAMES = ("Ada Writer", "Björn Ødegård", "Zoë de la Tour", "李明", "Anne-Marie O’Neill", "Dr. Jürgen Groß", "S. K. Rao")
PICTURES = {
    "landscape.jpg": (900, 600),
    "portrait.jpg": (500, 760),
    "panorama.png": (1600, 420),
    "square.png": (480, 480),
    "small photo.png": (160, 120),
}
PLACES = (
    "East",
    "West",
    "North",
    "South",
    "Centre",
    "Abroad",
    "Islands",
    "Highlands",
    "Coast",
    "Capital",
    "Rest",
    "Fen",
)
CHART_KINDS = (
    "column", "bar", "stacked", "stacked-100", "line", "area", "pie", "doughnut", "scatter", "bubble", "combo",
    "waterfall", "bullet", "slope",
)  # fmt: skip
LONG = ("story", "brief", "interview")
"""The sections that running text of any length is written for."""

OFTEN, SELDOM = 0.6, 0.15
"""How often a person fills a field that may be left out: the usual ones, and the others."""


def draw_pictures(folder: Path) -> None:
    """The author's pictures: every shape that people bring."""
    for number, (name, size) in enumerate(PICTURES.items()):
        picture = Image.new("RGB", size, (90 + 30 * number, 120, 150))
        pen = ImageDraw.Draw(picture)
        pen.ellipse((size[0] // 3, size[1] // 4, size[0] // 2, size[1] // 2), fill=(230, 210, 160))
        pen.rectangle((0, size[1] * 2 // 3, *size), fill=(60, 90, 70))
        picture.save(folder / name)


class Author:
    """Writes documents; `folder` is where its pictures and data lie, and is written to."""

    def __init__(self, random: Random, folder: Path) -> None:
        self.random = random
        self.folder = folder
        self.language = "en-GB"
        self.long = True
        """Whether the section at hand is one for running text; a box or a call has a few lines."""
        self.fields: dict[str, Callable[[], Any]] = {
            "kicker": lambda: self.words(1, 3),
            "headline": lambda: self.title(2, 9),
            "title": lambda: self.title(2, 9),
            "masthead": lambda: self.title(1, 4),
            "standfirst": lambda: self.sentence(8, 28),
            "byline": lambda: f"By {self.name()}",
            "attribution": self.name,
            "name": self.name,
            "role": lambda: self.title(1, 5),
            "body": self.body,
            "points": lambda: [self.point() for _ in range(self.count(1, 7))],
            "quote": lambda: self.sentence(6, 30),
            "statement": lambda: self.sentence(5, 18),
            "pull": lambda: self.sentence(6, 16),
            "stats": lambda: [self.stat() for _ in range(self.count(1, 6))],
            "picture": self.picture,
            "portrait": self.portrait,
            "figure": self.figure,
            "chart": self.chart,
            "second": self.chart,
            "table": self.table,
            "options": lambda: [self.option(several=True) for _ in range(self.count(2, 4))],
            "fields": lambda: [self.option(several=False) for _ in range(4)],
            "moments": lambda: [self.moment(number) for number in range(self.count(2, 7))],
            "events": lambda: [self.event(number) for number in range(self.count(1, 6))],
            "steps": lambda: [self.step() for _ in range(self.count(2, 6))],
            "people": lambda: [self.person() for _ in range(self.count(1, 7))],
            "pictures": lambda: [self.picture() for _ in range(self.count(2, 7))],
            "turns": lambda: [self.turn() for _ in range(self.count(1, 6))],
            "lines": lambda: [{"title": self.title(2, 7)} for _ in range(self.count(2, 9))],
            "button": lambda: {"text": self.title(2, 4), "url": "https://example.com/places?for=readers&in=2026"},
            "qr": lambda: self.random.random() < 0.5,
            "notes": lambda: self.sentence(5, 60),
            "source": lambda: f"Source: {self.words(2, 9)}",
            "float": lambda: self.random.random() < 0.5,
        }
        """How each field of the sections is written, by its name."""

    # --- documents

    def document(self, most: int = 8) -> dict[str, Any]:
        """A whole document of up to `most` sections, as Python data."""
        from reportgen.sections import section_models

        self.language = self.random.choice(tuple(LANGUAGES))
        models = {str(get_args(model.model_fields["type"].annotation)[0]): model for model in section_models()}
        types = [self.random.choice(sorted(models)) for _ in range(self.count(1, most))]
        if {"contents", "agenda"} & set(types):  # what a person lists the sections of has sections
            types += ["story", "brief"]
        sections = [self.section(name, models[name]) for name in types]
        made: dict[str, Any] = {"title": self.title(2, 8), "language": self.language, "sections": sections}
        for key, text in (("subtitle", self.title(3, 9)), ("issue", "No. 12"), ("date", "2026-11-26")):
            if self.chance(OFTEN):
                made[key] = text
        if self.chance(OFTEN):
            made["authors"] = [self.name() for _ in range(self.count(1, 3))]
        return made

    def section(self, name: str, model: Any) -> dict[str, Any]:
        """A section of a type: what it must have, and of the rest what people fill in."""
        made: dict[str, Any] = {"type": name}
        self.long = name in LONG
        for field, info in model.model_fields.items():
            if field not in self.fields:
                continue
            usual = field not in ("notes", "source", "float", "second", "pull", "qr")
            if info.is_required() or self.chance(OFTEN if usual else SELDOM):
                made[field] = self.fields[field]()
        if set(made) <= {"type", "kicker", "headline", "name", "notes", "float"} and "body" in model.model_fields:
            made["body"] = self.body()  # a person writes something under a headline
        return made

    # --- words

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def count(self, least: int, most: int) -> int:
        """A number of things: mostly few, seldom the most."""
        return least + min(int(self.random.expovariate(1.0) * (most - least) / 2.5), most - least)

    def words(self, least: int, most: int) -> str:
        stock = LANGUAGES[self.language]
        joint = "" if self.language == "zh-CN" else " "
        return joint.join(self.random.choice(stock) for _ in range(self.random.randint(least, most)))

    def title(self, least: int, most: int) -> str:
        text = self.words(least, most).rstrip(",")
        return text[:1].upper() + text[1:]

    def name(self) -> str:
        return self.random.choice(NAMES)

    def sentence(self, least: int, most: int) -> str:
        return self.title(least, most) + ("。" if self.language == "zh-CN" else self.random.choice("....?!"))

    def paragraph(self) -> str:
        sentences = [self.sentence(5, 26) for _ in range(self.count(1, 8))]
        if self.chance(0.3):
            sentences.append(
                self.random.choice(
                    (
                        "See [the report](https://example.com/report_2026.pdf).",
                        "It cost **4.2 million** in *one* year – 12 % more than planned.",
                        "Write to [us](mailto:desk@example.com) by 30 June 2026.",
                        "“Nobody asked,” she said… and left at 5:30 p.m.",
                        "The area is 1,250 m^2^ large; it was `reserved` in 2019.",
                        "A & B agreed: 3 < 4 and 5 > 2, at 50 € each.",
                    )
                )
            )
        return (" " if self.language != "zh-CN" else "").join(sentences)

    def body(self) -> str:
        """Running text: mostly paragraphs, with subheads, lists and quotations among them."""
        blocks: list[str] = []
        if not self.long:
            return "\n\n".join(self.paragraph() for _ in range(self.count(1, 3)))
        for _ in range(self.count(1, 12)):
            blocks.append(self.paragraph())
            if self.chance(0.12):
                blocks.append("## " + self.title(2, 6))
                blocks.append(self.paragraph())
            if self.chance(0.1):
                blocks.append("\n".join(f"- {self.point()}" for _ in range(self.count(2, 6))))
            if self.chance(0.06):
                blocks.append("\n".join(f"{number}. {self.point()}" for number in range(1, self.count(2, 5) + 1)))
            if self.chance(0.06):
                blocks.append(f"> {self.sentence(8, 30)}")
        if self.chance(0.08):
            blocks[0] += "[^1]"
            blocks.append(f"[^1]: {self.sentence(5, 20)}")
        return "\n\n".join(blocks)

    def point(self) -> str:
        text = self.words(3, 18)
        return f"**{self.title(1, 3)}** {text}" if self.chance(0.4) else text

    # --- parts

    def stat(self) -> dict[str, Any]:
        value = self.random.choice(("8", "12.4 m", "€ 3.1 bn", "–7 %", "1,250", "2026", "3 of 4", "99.95 %"))
        return {"value": value, "label": self.words(1, 7)}

    def picture(self) -> Any:
        name = self.random.choice(tuple(PICTURES))
        made: dict[str, Any] = {"file": name, "alt": self.sentence(3, 9)}
        if self.chance(OFTEN):
            made["caption"] = self.sentence(3, 16)
        if self.chance(SELDOM):
            made["credit"] = f"Photo: {self.name()}"
        if self.chance(SELDOM):
            made["focus"] = self.random.choice(("top", "left", [0.3, 0.6]))
        if self.chance(SELDOM):
            made["fit"] = "contain"
        return made

    def portrait(self) -> dict[str, Any]:
        return {"file": self.random.choice(("portrait.jpg", "square.png")), "alt": f"Portrait of {self.name()}"}

    def figure(self) -> Any:
        kind = self.random.choice(("picture", "picture", "chart", "table"))
        return self.picture() if kind == "picture" else {kind: self.fields[kind]()}

    def option(self, *, several: bool) -> dict[str, Any]:
        made: dict[str, Any] = {"title": self.title(1, 5)}
        if several and self.chance(OFTEN):
            made["text"] = [self.words(2, 9) for _ in range(self.count(1, 5))]
        elif self.chance(0.8):
            made["text"] = self.sentence(4, 18)
        if self.chance(SELDOM):
            made["label"] = self.words(1, 2)
        return made

    def moment(self, number: int) -> dict[str, Any]:
        return {"at": str(2018 + number), "title": self.title(1, 5), "text": self.sentence(3, 22)}

    def event(self, number: int) -> dict[str, Any]:
        day = f"2026-{1 + number * 2:02d}-14"
        when = f"{day}..2026-{1 + number * 2:02d}-16" if self.chance(0.3) else day
        return {"date": when, "title": self.title(1, 6), "text": self.sentence(3, 16)}

    def step(self) -> dict[str, Any]:
        return {"title": self.title(1, 4), "text": self.sentence(3, 22)}

    def person(self) -> dict[str, Any]:
        made: dict[str, Any] = {"name": self.name(), "role": self.title(1, 5)}
        if self.chance(0.5):
            made["portrait"] = self.portrait()
        if self.chance(0.4):
            made["text"] = self.sentence(3, 18)
        return made

    def turn(self) -> dict[str, Any]:
        return {"question": self.sentence(3, 14), "answer": self.paragraph()}

    # --- figures

    def number(self, low: float = 1.0, high: float = 500.0) -> float:
        return round(self.random.uniform(low, high), self.random.choice((0, 1)))

    def chart(self) -> dict[str, Any]:
        kind = self.random.choice(CHART_KINDS)
        made: dict[str, Any] = {"kind": kind, "alt": self.sentence(4, 12)}
        if self.chance(OFTEN):
            made["unit"] = self.random.choice(("EUR m", "Thousands", "Share, %", "TWh a year"))
        made.update(self.dots(kind) if kind in ("scatter", "bubble") else self.columns(kind))
        if self.chance(SELDOM):
            made["source"] = f"Source: {self.words(1, 5)}"
        return made

    def dots(self, kind: str) -> dict[str, Any]:
        count = self.count(4, 14)
        series: dict[str, Any] = {"name": "Sites", "x": [self.number() for _ in range(count)]}
        series["values"] = [self.number() for _ in range(count)]
        if kind == "bubble":
            series["sizes"] = [self.number(5, 60) for _ in range(count)]
        return {"series": [series], "x_axis": {"title": "Cost"}, "axis": {"title": "Years"}}

    def columns(self, kind: str) -> dict[str, Any]:
        few = kind in ("pie", "doughnut", "bullet")
        count = 2 if kind == "slope" else self.count(2, 5 if few else 9)
        timed = kind in ("line", "area", "combo", "slope") or self.chance(0.3)
        categories = [2016 + number for number in range(count)] if timed else list(PLACES[:count])
        many = 1 if kind in ("pie", "doughnut", "waterfall", "bullet") else self.count(2 if kind == "combo" else 1, 4)
        signed = kind in ("column", "bar", "line", "waterfall") and self.chance(0.3)
        series = [
            {"name": f"{PLACES[-1 - at]} {at + 1}", "values": [self.number(-200 if signed else 1) for _ in categories]}
            for at in range(many)
        ]
        made: dict[str, Any] = {"categories": categories, "series": series}
        if kind == "combo":
            series[-1] |= {"show": "line", "axis": "second"}
        if kind == "bullet":
            made |= {"targets": [self.number() for _ in categories], "ranges": [150, 320, 600]}
        return made

    def table(self) -> dict[str, Any]:
        count = self.count(1, 6)
        columns: list[Any] = [self.title(1, 2)]
        kinds: list[str] = []
        for at in range(count):
            kind = self.random.choice(("number", "number", "percent", "currency", "text", "delta", "bar", "date"))
            column: dict[str, Any] = {"name": f"{self.title(1, 2)} {at + 1}", "type": kind}
            if kind == "currency":
                column["currency"] = "EUR"
            columns.append(column)
            kinds.append(kind)
        rows: list[Any] = []
        for at in range(self.count(1, 24)):
            rows.append([f"{PLACES[at % len(PLACES)]} {at + 1}", *(self.cell(kind) for kind in kinds)])
            if self.chance(0.05):
                rows.append({"group": self.title(1, 4)})
                rows.append([self.title(1, 3), *(self.cell(kind) for kind in kinds)])
        made: dict[str, Any] = {"columns": columns, "rows": rows}
        if self.chance(SELDOM):
            made["caption"] = self.sentence(3, 10)
        if self.chance(SELDOM):
            made["notes"] = [self.sentence(3, 12)]
        return made

    def cell(self, kind: str) -> Any:
        if self.chance(0.04):
            return None
        match kind:
            case "text":
                return self.words(1, 6)
            case "percent":
                return round(self.random.uniform(0, 1), 3)
            case "delta":
                return round(self.random.uniform(-40, 40), 1)
            case "date":
                return f"2026-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"
            case _:
                return self.number(0, 9_000)

"""What a bank's CRM exports in the evening: `crm.xlsx` with clients and holdings, and portraits of the managers.

    python crm_export.py [FOLDER] [--clients 3000] [--holdings 20000]

The workbook is as exports are: a title above the names of the columns, a hidden column, ids and postcodes with leading
zeros, formulas (some that nobody has computed), blanks, clients that stand there twice, languages in any spelling. It is
the same each time; needs xlsxwriter and Pillow, which reportgen brings.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from PIL import Image, ImageDraw

CLIENTS, HOLDINGS = 3000, 20_000
COLUMNS = (
    *("Client ID", "Salutation", "First name", "Last name", "Company", "Street", "Postcode", "City", "Country"),
    *("E-mail", "Language", "Brand", "Region", "Manager", "Manager phone", "Portrait", "Currency", "Opened", "Risk"),
    *("Invested", "Target", "Fee rate", "Fee", "Score", "Remark"),
)
HIDDEN = "Score"
HELD = ("Client ID", "ISIN", "Security", "Class", "Quantity", "Price", "Value", "Change")
TITLE_ROWS = 2
"""Rows above the names of the columns: a title, and a blank one."""

MANAGERS = ("Ines Köhler", "Théo Marchand", "Róisín Byrne", "Jakub Wójcik", "Anna-Lena Groß", "Camille Lefèvre")
GIVEN = [
    "Anna",
    "Björn",
    "Chloé",
    "Dörte",
    "Émile",
    "Fiona",
    "Günther",
    "Håkon",
    "Inès",
    "Jürgen",
    "Karel",
    "Léa",
    "Małgorzata",
    "Noël",
    "Özlem",
    "Pía",
]
FAMILY = [
    "Müller",
    "Lefèvre",
    "O’Neill",
    "Šimunek",
    "Größl",
    "Dupont-Aignan",
    "Nørgaard",
    "Ávila",
    "Özdemir",
    "Çelik",
    "Weiß",
    "van-Dijk",
    "Zúñiga",
]
SPELLINGS = {"de": ("de", "DE", "de-AT", "de_DE"), "fr": ("fr", "FR", "fr-CH"), "en": ("en", "en-GB", "EN")}
CITIES = {
    "de": (("Zürich", "08001"), ("Dresden", "01067"), ("Köln", "50667")),
    "fr": (("Genève", "01201"), ("Besançon", "25000"), ("Nîmes", "30000")),
    "en": (("Cork", "00021"), ("Bath", "00112"), ("Leith", "00640")),
}
COUNTRIES = {"de": "Deutschland", "fr": "France", "en": "Ireland"}
SALUTATIONS = {"de": ("Frau", "Herr"), "fr": ("Madame", "Monsieur"), "en": ("Ms", "Mr")}
CLASSES = ("Shares", "Bonds", "Funds", "Cash")
PAPERS = ("Nordlicht", "Almendra", "Île-de-Feu", "Keystone", "Straßenbau", "Wattle", "Überlandwerk", "Corrib")


def clients(count: int) -> list[dict[str, Any]]:
    """The clients, by the names of the columns; each hundredth but one stands there once more."""
    dice = random.Random(1903)
    made = [_client(dice, number) for number in range(count)]
    for number in range(100, count, 1000):
        made[number] = dict(made[number - 1])
    return made


def _client(dice: random.Random, number: int) -> dict[str, Any]:
    spoken = dice.choice(("de", "de", "fr", "en"))
    city, postcode = dice.choice(CITIES[spoken])
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    manager = dice.randrange(len(MANAGERS))
    invested = dice.randrange(5_000, 2_000_000) + dice.randrange(100) / 100
    return {
        "Client ID": f"{number * 7 + 12:06}",
        "Salutation": dice.choice(SALUTATIONS[spoken]),
        "First name": given,
        "Last name": family,
        "Company": f"{family} & Söhne" if number % 9 == 4 else None,
        "Street": f"{dice.choice(('Lindenallee', 'Rue des Fossés', 'Harbour Row'))} {dice.randrange(1, 99)}",
        "Postcode": postcode,
        "City": city,
        "Country": COUNTRIES[spoken],
        "E-mail": None if number % 11 == 3 else f"client{number}@example.org",
        "Language": dice.choice(SPELLINGS[spoken]),
        "Brand": "meridian" if number % 8 == 5 else "northfield",
        "Region": dice.choice(("North", "South", "East", "West")),
        "Manager": MANAGERS[manager],
        "Manager phone": f"0{44 + manager} 555 0{manager}{manager}",
        "Portrait": f"portraits/manager-{manager + 1}.png",
        "Currency": dice.choice(("EUR", "EUR", "CHF", "GBP")),
        "Opened": date(2001, 1, 15) + timedelta(days=dice.randrange(8000)),
        "Risk": dice.choice(("careful", "balanced", "bold")),
        "Invested": invested,
        "Target": None if number % 6 == 1 else round(invested * dice.uniform(0.8, 1.6), -3),
        "Fee rate": dice.choice((0.0045, 0.006, 0.0085)),
        "Score": dice.randrange(1000),
        "Remark": "to be called" if number % 40 == 7 else None,
    }


def holdings(people: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """So many holdings of these clients, by the names of the columns; a few people have none, a few rows no client."""
    dice = random.Random(7)
    ids = [one["Client ID"] for at, one in enumerate(people) if at % 150 != 60]
    for number in range(count):
        owner = "999999" if number % 4000 == 3999 else ids[number] if number < len(ids) else dice.choice(ids)
        quantity, price = dice.randrange(1, 400), dice.randrange(100, 40_000) / 100
        yield {
            "Client ID": owner,
            "ISIN": f"XS{number:09}{number % 10}",
            "Security": f"{dice.choice(PAPERS)} {dice.choice(('AG', 'plc', 'SA', '2.5% 2031', 'Index Fund'))}",
            "Class": dice.choice(CLASSES),
            "Quantity": quantity,
            "Price": price,
            "Value": round(quantity * price, 2),
            "Change": dice.randrange(-240, 380) / 1000,
        }


def write_workbook(file: Path, people: list[dict[str, Any]], held: list[dict[str, Any]]) -> None:
    """The workbook as it is exported, from clients and holdings as `clients` and `holdings` give them.

    A value that is the text ``#N/A`` or ``=…`` is written as that: an error, or a formula that nobody has computed.
    """
    with xlsxwriter.Workbook(file) as book:
        form = {name: book.add_format({"num_format": code}) for name, code in _FORMATS.items()}
        for title, names, rows in (("Clients", COLUMNS, people), ("Holdings", HELD, held)):
            sheet = book.add_worksheet(title)
            sheet.write(0, 0, f"{title} as of 30 September 2026, confidential")
            sheet.write_row(TITLE_ROWS, 0, names)
            for at, row in enumerate(rows, TITLE_ROWS + 1):
                for column, name in enumerate(names):
                    _write(sheet, (at, column), name, row, form.get(name))
            if HIDDEN in names:
                sheet.set_column(names.index(HIDDEN), names.index(HIDDEN), None, None, {"hidden": True})


_FORMATS = {
    "Opened": "dd.mm.yyyy",
    "Invested": "#,##0.00",
    "Target": "#,##0",
    "Fee rate": "0.00%",
    "Fee": "#,##0.00",
    "Price": "#,##0.00",
    "Value": "#,##0.00",
    "Change": "0.0%",
}


def _write(sheet: Any, spot: tuple[int, int], name: str, row: dict[str, Any], form: Any) -> None:
    value = row.get(name)
    if name == "Fee" and value is None:
        line = spot[0] + 1
        value = round(row["Invested"] * row["Fee rate"], 2) if isinstance(row["Invested"], float) else 0
        sheet.write_formula(*spot, f"=ROUND(T{line}*V{line},2)", form, value)
    elif name == "Value":
        sheet.write_formula(*spot, f"=ROUND(E{spot[0] + 1}*F{spot[0] + 1},2)", form, value)
    elif isinstance(value, str) and value.startswith(("=", "#N/A")):
        sheet.write_formula(*spot, value if value[0] == "=" else "=NA()", form, "" if value[0] == "=" else value)
    elif isinstance(value, date):
        sheet.write_datetime(*spot, value, form)
    elif isinstance(value, str):
        sheet.write_string(*spot, value)
    elif value is not None:
        sheet.write_number(*spot, value, form)


def draw_portrait(file: Path, number: int, size: tuple[int, int] = (720, 900)) -> None:
    """A face, as a placeholder for a photograph; each number has its own."""
    dice = random.Random(number)
    width, height = size
    ground = tuple(dice.randrange(150, 215) for _ in range(3))
    picture = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(picture)
    skin = dice.choice(((236, 200, 172), (198, 150, 116), (150, 104, 76), (246, 216, 192)))
    coat = tuple(dice.randrange(30, 110) for _ in range(3))
    hair = dice.choice(((54, 40, 32), (110, 74, 44), (196, 160, 98), (90, 90, 94)))
    draw.ellipse((width * 0.08, height * 0.66, width * 0.92, height * 1.3), fill=coat)
    draw.rectangle((width * 0.43, height * 0.52, width * 0.57, height * 0.74), fill=skin)
    draw.ellipse((width * 0.27, height * 0.13, width * 0.73, height * 0.5), fill=hair)
    draw.ellipse((width * 0.31, height * 0.19, width * 0.69, height * 0.62), fill=skin)
    for left in (0.41, 0.55):
        draw.ellipse((width * left, height * 0.36, width * (left + 0.04), height * 0.39), fill=(40, 36, 34))
    draw.arc((width * 0.42, height * 0.42, width * 0.58, height * 0.53), 20, 160, fill=(120, 60, 56), width=8)
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.save(file)


def export(folder: Path, count: int = CLIENTS, held: int = HOLDINGS) -> None:
    """Write the workbook and the portraits into a folder."""
    people = clients(count)
    write_workbook(folder / "crm.xlsx", people, list(holdings(people, held)))
    for number in range(len(MANAGERS)):
        draw_portrait(folder / f"portraits/manager-{number + 1}.png", number)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write crm.xlsx and portraits.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--holdings", type=int)
    given = parser.parse_args()
    held = given.holdings or given.clients * HOLDINGS // CLIENTS
    export(given.folder, given.clients, held)


if __name__ == "__main__":
    main()

"""What a notebook does: frames, figures and images become a newsletter and a deck, and are looked at page by page."""

from pathlib import Path

import pandas as pd
import polars as pl
from matplotlib.figure import Figure
from PIL import Image, ImageDraw

from reportgen import Chart, Column, Document, Engine, Picture, Result, Stat, Table
from reportgen import sections as s

sales = pd.DataFrame(
    {"Region": ["East", "West", "North"], "Sales": [1250.5, 990.0, 310.25], "Change": [0.042, -0.015, 0.003]}
)
months = pl.DataFrame({"Month": ["April", "May", "June"], "Visitors": [12_400, 15_100, 18_900]})


def figure() -> Figure:
    """A figure of Matplotlib, drawn as lines and letters, not as pixels."""
    drawn = Figure(figsize=(6, 4))
    drawn.add_subplot(title="Sessions").plot(range(12), [value * value % 17 for value in range(12)])
    return drawn


def image() -> Image.Image:
    """An image of Pillow."""
    made = Image.new("RGB", (1200, 800), "#DCE3EA")
    ImageDraw.Draw(made).polygon([(0, 800), (600, 200), (1200, 800)], fill="#7F8FA0")
    return made


document = Document(
    title="The second quarter",
    language="en",
    sections=[
        s.Story(
            headline="More visitors than ever",
            body="June brought **18,900** visitors, half as many again as April.\n\nThe west is behind.",
            figure=Picture(image(), alt="A hill under a pale sky"),
            stats=[Stat(months["Visitors"].sum(), "visitors"), Stat("4.2 %", "more sales in the east")],
        ),
        s.Chart(headline="Visitors grew by the month", chart=Chart(kind="column", data=months)),
        s.Brief(headline="Sessions", body="By the hour.", figure=Picture(figure(), alt="Sessions by the hour")),
        s.Table(
            headline="Sales by region",
            table=Table.from_dataframe(sales, columns=["Region", "Sales", Column("Change", type="delta")]),
        ),
    ],
)


def main(folder: Path) -> list[Result]:
    """Write both files and a picture of each page."""
    results = [Engine().build(document, "newsletter"), Engine().build(document, "deck")]
    for result in results:
        (folder / f"quarter.{result.format}").write_bytes(result.data)
        for number in range(1, result.pages + 1):
            (folder / f"{result.format}-{number}.png").write_bytes(result.page_png(number, dpi=60))
    return results

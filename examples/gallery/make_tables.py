"""Make the data of the gallery: the same each time."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HERE = Path(__file__).parent
CLUSTERS = (
    "Guian",
    "Zhangjiakou",
    "Wuhu",
    "Shaoguan",
    "Qingyang",
    "Zhongwei",
    "Horinger",
    "Tianfu",
    "Chongqing",
    "Yangtze",
)
SITES = ("Guiyang", "Zhongwei", "Shanghai", "Suzhou", "Hangzhou")
ITEMS = ("Transformer 110 kV", "Cooling tower", "Fibre, 96 cores, armoured", "Server rack", "Battery module", "Pump")


def main() -> None:
    """Write clusters.csv and deliveries.csv."""
    dice = random.Random(4)
    with (HERE / "clusters.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["Cluster", "Racks", "PUE", "Load"])
        for name in CLUSTERS:
            out.writerow(
                [name, dice.randrange(900, 52000), f"{dice.uniform(1.08, 1.35):.2f}", f"{dice.uniform(0.3, 0.95):.2f}"]
            )
    with (HERE / "deliveries.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["No", "Date", "Site", "Item", "Count", "Price", "Change"])
        for number in range(1, 65):
            day = f"2025-{1 + number * 12 // 66:02d}-{1 + number * 7 % 28:02d}"
            price = dice.choice((1250.5, 89.9, 14800.0, 310.25, 2220.0))
            out.writerow(
                [
                    f"D{number:03d}",
                    day,
                    dice.choice(SITES),
                    dice.choice(ITEMS),
                    dice.randrange(1, 900),
                    price,
                    f"{dice.uniform(-0.12, 0.12):.3f}",
                ]
            )


if __name__ == "__main__":
    main()

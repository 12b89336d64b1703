"""Draws the pictures of the example: a lamp, its light over a day, a desk, a row of windows at night."""

from pathlib import Path

HERE = Path(__file__).parent / "pictures"
NIGHT, DEEP, AMBER = "#0E0F12", "#16181E", "#FFB547"


def svg(name: str, width: int, height: int, *parts: str) -> None:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    (HERE / f"{name}.svg").write_text(
        f'{head}<rect width="{width}" height="{height}" fill="{DEEP}"/>{"".join(parts)}</svg>\n'
    )


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def glow(x: int, y: int, radius: int, steps: int = 14, most: float = 0.62) -> str:
    """Light that fades into the night, as rings of one colour each."""
    rings = ((radius * (1 - step / steps), most * ((step + 1) / steps) ** 1.7) for step in range(steps))
    return "".join(f'<circle cx="{x}" cy="{y}" r="{r:.0f}" fill="{mixed(DEEP, AMBER, share)}"/>' for r, share in rings)


def lamp(x: int, y: int, size: float = 1.0) -> str:
    """A disc on a stem on a foot."""
    stem = f'<rect x="{x - 7 * size:.0f}" y="{y}" width="{14 * size:.0f}" height="{520 * size:.0f}" fill="#2A2D36"/>'
    foot = f'<rect x="{x - 150 * size:.0f}" y="{y + 510 * size:.0f}" width="{300 * size:.0f}" height="{26 * size:.0f}" rx="{13 * size:.0f}" fill="#3A3E49"/>'
    disc = f'<circle cx="{x}" cy="{y}" r="{150 * size:.0f}" fill="#FFE3B0"/><circle cx="{x}" cy="{y}" r="{104 * size:.0f}" fill="#FFF6E4"/>'
    return stem + foot + disc


svg("lamp", 1600, 1000, glow(1120, 400, 640), lamp(1120, 400, 0.92))
svg("portrait", 1000, 1200, glow(500, 430, 620), lamp(500, 430, 1.05))
hours = [
    ("#26324A", 0.18),
    ("#5B6C93", 0.4),
    ("#C9D6EA", 0.72),
    ("#FFF6E4", 0.95),
    ("#FFE3B0", 0.8),
    ("#FFB547", 0.55),
    ("#C4552D", 0.28),
]
svg(
    "day",
    1600,
    900,
    *(
        f'<circle cx="{190 + 203 * at}" cy="{700 - 520 * high:.0f}" r="{74 + 30 * high:.0f}" fill="{colour}"/>'
        for at, (colour, high) in enumerate(hours)
    ),
    '<rect x="0" y="800" width="1600" height="6" fill="#3A3E49"/>',
)
svg(
    "desk",
    1600,
    1000,
    glow(420, 330, 520),
    '<rect x="0" y="760" width="1600" height="240" fill="#2A2D36"/>',
    lamp(420, 330, 0.82),
    '<rect x="760" y="470" width="470" height="300" rx="18" fill="#3A3E49"/><rect x="782" y="492" width="426" height="256" rx="6" fill="#1C2433"/>',
    '<rect x="1300" y="640" width="110" height="120" rx="16" fill="#C4552D"/>',
)
windows = "".join(
    f'<rect x="{70 + 250 * column}" y="{90 + 210 * row}" width="170" height="140" rx="6" fill="{AMBER if (row * 7 + column * 5) % 6 == 0 else "#1F222A"}"/>'
    for row in range(4)
    for column in range(6)
)
svg("windows", 1600, 950, windows)

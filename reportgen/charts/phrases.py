"""The few words that charts say by themselves, in the languages that they know; English in all others."""

from __future__ import annotations

from reportgen.frames import ChartKind

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "column": "Column chart", "bar": "Bar chart", "stacked": "Stacked chart", "stacked-100": "100 % stacked chart",
        "line": "Line chart", "area": "Area chart", "pie": "Pie chart", "doughnut": "Doughnut chart",
        "scatter": "Scatter chart", "bubble": "Bubble chart", "combo": "Column and line chart",
        "waterfall": "Waterfall chart", "sparkline": "Sparkline", "bullet": "Bullet chart", "slope": "Slope chart",
        "from": "from {first} ({a}) to {last} ({b})", "range": "values from {low} to {high}",
        "parts": "{n} parts, the largest {name} ({value})", "dots": "{n} points", "more": "and {n} more",
        "Increase": "Increase", "Decrease": "Decrease", "Base": "Base", "Target": "Target", "Range": "Range {n}",
        "below": "{name} below zero", "highest": "highest {name} ({value})", "lowest": "lowest {name} ({value})",
    },
    "de": {
        "column": "Säulendiagramm", "bar": "Balkendiagramm", "stacked": "Gestapeltes Diagramm",
        "stacked-100": "Auf 100 % gestapeltes Diagramm", "line": "Liniendiagramm", "area": "Flächendiagramm",
        "pie": "Kreisdiagramm", "doughnut": "Ringdiagramm", "scatter": "Streudiagramm", "bubble": "Blasendiagramm",
        "combo": "Säulen- und Liniendiagramm", "waterfall": "Wasserfalldiagramm", "sparkline": "Sparkline",
        "bullet": "Bullet-Diagramm", "slope": "Steigungsdiagramm",
        "from": "von {first} ({a}) bis {last} ({b})", "range": "Werte von {low} bis {high}",
        "parts": "{n} Teile, der größte {name} ({value})", "dots": "{n} Punkte", "more": "und {n} weitere",
        "Increase": "Zunahme", "Decrease": "Abnahme", "Base": "Basis", "Target": "Ziel", "Range": "Bereich {n}",
        "below": "{name} unter null", "highest": "höchster Wert {name} ({value})",
        "lowest": "niedrigster Wert {name} ({value})",
    },
    "fr": {
        "column": "Histogramme", "bar": "Diagramme à barres", "stacked": "Diagramme empilé",
        "stacked-100": "Diagramme empilé à 100 %", "line": "Courbe", "area": "Diagramme en aires",
        "pie": "Diagramme circulaire", "doughnut": "Diagramme en anneau", "scatter": "Nuage de points",
        "bubble": "Diagramme à bulles", "combo": "Histogramme et courbe", "waterfall": "Diagramme en cascade",
        "sparkline": "Courbe miniature", "bullet": "Diagramme à puces", "slope": "Diagramme de pente",
        "from": "de {first} ({a}) à {last} ({b})", "range": "valeurs de {low} à {high}",
        "parts": "{n} parts, la plus grande {name} ({value})", "dots": "{n} points", "more": "et {n} autres",
        "Increase": "Hausse", "Decrease": "Baisse", "Base": "Base", "Target": "Objectif", "Range": "Plage {n}",
        "below": "{name} sous zéro", "highest": "maximum {name} ({value})", "lowest": "minimum {name} ({value})",
    },
    "es": {
        "column": "Gráfico de columnas", "bar": "Gráfico de barras", "stacked": "Gráfico apilado",
        "stacked-100": "Gráfico apilado al 100 %", "line": "Gráfico de líneas", "area": "Gráfico de áreas",
        "pie": "Gráfico circular", "doughnut": "Gráfico de anillo", "scatter": "Gráfico de dispersión",
        "bubble": "Gráfico de burbujas", "combo": "Gráfico de columnas y líneas", "waterfall": "Gráfico de cascada",
        "sparkline": "Minigráfico", "bullet": "Gráfico de viñetas", "slope": "Gráfico de pendiente",
        "from": "de {first} ({a}) a {last} ({b})", "range": "valores de {low} a {high}",
        "parts": "{n} partes, la mayor {name} ({value})", "dots": "{n} puntos", "more": "y {n} más",
        "Increase": "Aumento", "Decrease": "Descenso", "Base": "Base", "Target": "Objetivo", "Range": "Rango {n}",
        "below": "{name} bajo cero", "highest": "máximo {name} ({value})", "lowest": "mínimo {name} ({value})",
    },
    "zh": {
        "column": "柱形图", "bar": "条形图", "stacked": "堆积图", "stacked-100": "百分比堆积图", "line": "折线图",
        "area": "面积图", "pie": "饼图", "doughnut": "圆环图", "scatter": "散点图", "bubble": "气泡图",
        "combo": "柱线组合图", "waterfall": "瀑布图", "sparkline": "迷你图", "bullet": "子弹图", "slope": "斜率图",
        "from": "从{first}({a})到{last}({b})", "range": "数值从{low}到{high}",
        "parts": "{n}个部分,最大为{name}({value})", "dots": "{n}个点", "more": "另有{n}个",
        "Increase": "增加", "Decrease": "减少", "Base": "基数", "Target": "目标", "Range": "区间{n}",
        "below": "{name}(负)", "highest": "最高{name}({value})", "lowest": "最低{name}({value})",
    },
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """A word or a phrase in the language.

    >>> word("more", "de-AT", n=3)
    'und 3 weitere'
    """
    words = _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
    return words[key].format(**values) if values else words[key]


def kind_name(kind: ChartKind, language: str) -> str:
    """What the kind of chart is called."""
    return word(kind, language)

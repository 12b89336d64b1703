"""Formulas of one line, in TeX's spelling → spans: letters, numbers, signs, raised and lowered parts."""

from __future__ import annotations

import re
from typing import Literal

from reportgen.content.text import Span
from reportgen.structs import replace

_TOKEN = re.compile(
    r"\\(?:text|textrm|mathrm|operatorname)\s*\{[^{}\\$]*\}|\{,\}|\\[A-Za-z]+|\\.|[A-Za-z]|\d+(?:[.,]\d+)*|\s+|.",
    re.DOTALL,
)
_WORDS = re.compile(r"\\(?:text|textrm|mathrm|operatorname)\s*\{([^{}]*)\}")
_NAME = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
"""Letters that are a name, as that of a variable of the shell, and no product of quantities."""

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta":
    "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega":
    "Ω",
}  # fmt: skip
_BETWEEN = {
    "=": "=", "<": "<", ">": ">", "\\le": "≤", "\\leq": "≤", "\\ge": "≥", "\\geq": "≥", "\\ne": "≠",
    "\\neq": "≠", "\\approx": "≈", "\\sim": "∼", "\\equiv": "≡", "\\propto": "∝", "\\to": "→",
    "\\rightarrow": "→", "\\leftarrow": "←", "\\Rightarrow": "⇒", "\\in": "∈", "\\ll": "≪",
    "\\gg": "≫", "\\subset": "⊂", "\\cup": "∪", "\\cap": "∩", "+": "+", "-": "\u2212", "\\pm": "±",
    "\\mp": "∓", "\\times": "×", "\\cdot": "·", "\\div": "÷", "*": "∗",
}  # fmt: skip
"""What stands between two quantities, with space on both sides."""

_SIGNED = ("+", "-", "\\pm", "\\mp")
"""What may also be the sign of one quantity."""

_SIGNS = {
    "\\infty": "∞", "\\partial": "∂", "\\nabla": "∇", "\\ldots": "…", "\\dots": "…", "\\cdots": "…",
    "\\prime": "′", "\\circ": "∘", "\\degree": "°", "\\sum": "∑", "\\prod": "∏", "\\int": "∫",
    "\\hbar": "ℏ", "\\ell": "ℓ", "\\forall": "∀", "\\exists": "∃", "\\%": "%", "\\$": "$",
    "\\&": "&", "\\#": "#", "\\_": "_", "\\{": "{", "\\}": "}", "'": "′", ",": ",\u00a0",
    "{,}": ",", "~": "\u00a0", "\\,": "\u00a0", "\\;": "\u00a0", "\\:": "\u00a0", "\\ ": "\u00a0",
    "\\quad": "\u00a0\u00a0", "\\!": "", "\\left": "", "\\right": "",
    **{sign: sign for sign in "()[]|!./:;"},
}  # fmt: skip
_FUNCTIONS = ("\\sin", "\\cos", "\\tan", "\\log", "\\ln", "\\exp", "\\max", "\\min", "\\lim", "\\arg", "\\det")
_OPENING = ("", "(", "[", "|")
_Height = Literal["", "superscript", "subscript"]


def formula_spans(tex: str) -> tuple[Span, ...] | None:
    """A formula as it is set in one line; None of one that has parts over each other, or anything else unknown.

    >>> "".join(span.text for span in formula_spans("E = mc^2") or ()).replace("\\u00a0", " ")
    'E = mc2'
    >>> formula_spans("PATH=a") is None, formula_spans("x^{y^2}") is None
    (True, True)
    """
    if _NAME.search(_WORDS.sub("", tex)):
        return None
    reader = _Reader(_TOKEN.findall(tex.replace("{\\circ}", "\\circ ")))
    whole = reader.read("") and not reader.left
    return tuple(reader.found) if whole and reader.found else None


def _text_of(token: str) -> str | None:
    """What stands for a token that is no sign between two quantities; None where it is not known."""
    words = _WORDS.fullmatch(token)
    if words:
        return words[1]
    if token in _FUNCTIONS:
        return f"{token[1:]}\u00a0"
    plain = token[0].isalnum() or (token.isprintable() and not token.isascii())
    greek = _GREEK.get(token[1:]) if token[0] == "\\" else None
    return greek or _SIGNS.get(token, token if plain else None)


def _is_slanted(token: str) -> bool:
    """Whether a token is a letter of Latin, or a small one of Greek."""
    return (token.isascii() and token.isalpha()) or (token[0] == "\\" and token[1:] in _GREEK and token[1].islower())


class _Reader:
    """Takes the tokens of one formula from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.left = tokens[::-1]
        """The tokens that are left, the next one last."""
        self.found: list[Span] = []
        self._last = ""
        """The last token; empty at the beginning of a part."""

    def read(self, height: _Height) -> bool:
        """Take tokens up to the end of the formula, or of a part in braces; whether all of them are known."""
        self._last = ""
        while self.left and self.left[-1] != "}":
            token = self.left.pop()
            if token.isspace():
                continue
            if not (self._script(token) if token in "^_" and not height else self._put(token, height)):
                return False
            self._last = token
        return True

    def _script(self, token: str) -> bool:
        """A part that is raised or lowered: one token, or what stands in braces."""
        height: _Height = "superscript" if token == "^" else "subscript"
        if not self.found or not self.left:
            return False
        first = self.left.pop()
        if (token, first) == ("^", "\\circ"):
            self._add("°", "")
            return True
        if first != "{":
            self._last = ""
            return self._put(first, height)
        return self.read(height) and bool(self.left) and self.left.pop() == "}"

    def _put(self, token: str, height: _Height) -> bool:
        """Set one token; False where it is not known."""
        if token == "{":
            return self.read(height) and bool(self.left) and self.left.pop() == "}"
        if token in _BETWEEN:
            self._between(token, height)
            return True
        text = _text_of(token)
        if text is not None:
            self._add(text, height, slanted=_is_slanted(token))
        return text is not None

    def _between(self, token: str, height: _Height) -> None:
        """A sign with space round it, but for that of one quantity, and in what is raised."""
        one = token in _SIGNED and (self._last in _OPENING or self._last in _BETWEEN)
        self._add(_BETWEEN[token] if one or height else f"\u00a0{_BETWEEN[token]}\u00a0", height)

    def _add(self, text: str, height: _Height, *, slanted: bool = False) -> None:
        span = Span(text, emphasis=slanted)
        if text:
            self.found.append(replace(span, **{height: True}) if height else span)  # type: ignore[arg-type]  # one of two

"""Text that is copied from a PDF is the text that was written, in scripts whose glyphs are no characters."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportgen import compose, parse, render

UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")

TEXTS = {
    "ar": [
        "ولما كان تناسي حقوق الإنسان وازدراؤها قد أفضيا إلى أعمال همجية آذت الضمير الإنساني.",
        "لمّا كان الاعتراف بالكرامة هو أساس الحرية، يولد جميع الناس أحرارًا وقد وهبوا عقلاً وضميرًا.",
        "لا يجوز القبض على أي إنسان أو حجزه أو نفيه تعسفاً.",
    ],
    "fa": ["از آنجا که شناسائی حیثیت ذاتی کلیهٔ اعضای خانواده بشری و حقوق یکسان آنان می‌باشد، اساساً لازم است."],
    "he": ["כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם, כּבֿוד 1948 אוּן רעכט."],
    "yo": ["Bí ó ti jẹ́ pé ó ṣe pàtàkì kí a dáàbò bo àwọn ẹ̀tọ́ ọmọnìyàn lábẹ́ òfin, fẹ́ jẹ́."],
}


def plain(text: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text)).replace("-", "")


def letter(language: str) -> bytes:
    sections = [{"type": "story", "headline": "1", "body": "\n\n".join(TEXTS[language])}]
    return render(compose(parse({"title": "x", "language": language, "sections": sections})), "pdf")


@pytest.mark.parametrize("language", TEXTS)
def test_by_pdfium(language: str) -> None:
    taken = plain(pypdfium2.PdfDocument(letter(language))[0].get_textpage().get_text_range())
    assert [text for text in TEXTS[language] if plain(text) not in taken] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
@pytest.mark.parametrize("language", TEXTS)
def test_by_poppler(language: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(letter(language))
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    taken = plain(told.stdout.decode())
    assert [text for text in TEXTS[language] if plain(text) not in taken] == []


def test_all_glyphs_stand_for_text() -> None:
    """ISO 14289-1, 7.21.7: also those of a letter that is drawn as several."""
    with pikepdf.open(BytesIO(letter("yo"))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            told = {int(code, 16) for code in re.findall(rb"<([0-9A-F]{4})> <", font.ToUnicode.read_bytes())}
            codes = [one for one in font.DescendantFonts[0].W if not isinstance(one, pikepdf.Array)]
            assert {int(code) for code in codes} <= told

"""What the heading of a column says of its digits: that they name something, or that they are amounts."""

from __future__ import annotations

import re
import unicodedata


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CODES = _set(
    """
    id ids uid uuid guid no nr num nº n° № # code codes kod kode koodi kód kodas código codigo codice cód cod
    postcode postcodes postleitzahl plz zip npa psč cep postnr postnummer phone telephone telefon téléphone
    teléfono telefono telefone tel handy fax konto kontonummer account acct iban bic sku ean isbn
    issn upc gtin asin vin barcode serial ref reference referenz référence referencia riferimento matrikel
    matricule aktenzeichen az version release build ticket pin ssn siret siren blz kennung kennziffer identifier
    room raum zimmer salle gate номер код индекс телефон артикул рахунок 编号 編號 号码 號碼 代码 代碼 邮编
    电话 番号 コード 電話 電話番号 郵便番号 번호 코드 전화
    """
)
"""Words that stand for codes as the last of a heading."""

_FIRST = _set("id nr n° nº № plz npa tel ref kod kód код código codice номер")
"""Those that do so before another word, too: Nr. des Auftrags is none, Tel. privat is one."""

_ENDINGS = tuple(sorted(_set("nummer nummern nummeret numret nr code 番号 编号 編號 コード 번호 号码 电话")))
"""How words end that name codes: Kundennummer, order_id, zipcode."""

_NUMBERS = _set("number numéro numero número nummer")
"""Words that stand for codes at the end of a heading alone: order number, but not number of orders."""

_YEARS = _set("year years jahr jahre année annee año anno ano rok år vuosi jaar год рік 年 年份 년")

_AMOUNTS = _set(
    """
    amount total sum revenue sales turnover cost costs price value profit budget population inhabitants quantity
    qty units count votes visitors members employees betrag summe gesamt umsatz erlös kosten preis wert gewinn
    einwohner menge anzahl stück besucher mitglieder stimmen montant somme ventes prix coût valeur quantité
    habitants nombre importe suma ventas precio coste costo valor cantidad habitantes importo totale vendite
    prezzo quantità abitanti vendas preço quantidade bedrag totaal omzet prijs aantal inwoners belopp summa antal
    pris сумма цена количество 金额 金額 数量 數量 人口 売上 수량 금액
    """
)
_COUNTED = _set("of der von d' de di des du del dei av af van")
_UNIT = re.compile(r"[€$£¥%]|\((?!s\))[^)]{1,12}\)\s*$")


def names_codes(heading: str) -> bool:
    """Whether a heading says that what stands under it are codes, in any of the languages of which we know words.

    >>> [names_codes(one) for one in ("PLZ", "Order no.", "Kunden-Nr.", "customer_id", "Art. #", "Bestellnr.")]
    [True, True, True, True, True, True]
    >>> [names_codes(one) for one in ("No. of orders", "Number of rooms", "Umsatz", "Phone calls", "Codes (%)", "")]
    [False, False, False, False, False, False]
    """
    words = _words(heading)
    if not words or _UNIT.search(heading) or _AMOUNTS.intersection(words):
        return False
    first, last = words[0], words[-1]
    if last in _CODES or last in _NUMBERS or last.endswith(_ENDINGS):
        return True
    return (first in _FIRST and not _COUNTED.intersection(words)) or words == ["code", "postal"]


def names_years(heading: str) -> bool:
    """Whether a heading says that what stands under it are years.

    >>> names_years("Jahr"), names_years("Year built"), names_years("Years of service")
    (True, True, False)
    """
    words = _words(heading)
    return bool(_YEARS.intersection((*words[:1], *words[-1:]))) and not _COUNTED.intersection(words)


def names_amounts(heading: str) -> bool:
    """Whether a heading says that what stands under it was counted, measured or paid.

    >>> names_amounts("Umsatz"), names_amounts("Length (km)"), names_amounts("Order")
    (True, True, False)
    """
    words = _words(heading)
    return _UNIT.search(heading) is not None or bool(_AMOUNTS.intersection(words)) or bool(_COUNTED.intersection(words))


def _words(heading: str) -> list[str]:
    """The words of a heading in small letters; customerId and customer_id are two."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", unicodedata.normalize("NFC", heading))
    return [word for word in re.split(r"[\s.,:;/()\[\]_-]+|(?<=\bd)['’]", apart.casefold()) if word]

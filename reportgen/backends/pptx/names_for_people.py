"""What people call layouts, places and shapes, in the language of the deck: "Text and picture", not ``text-picture``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv", "zh")
_ALONE = ("ja", "zh")
"""Languages that are written without spaces."""

# fmt: off
_WORDS: Mapping[str, tuple[str, ...]] = {
    "and": ("und", "and", "y", "et", "e", "と", "en", "i", "e", "och", "和"),
    "agenda": ("Agenda", "agenda", "agenda", "ordre du jour", "agenda", "アジェンダ", "agenda", "plan", "agenda", "agenda", "议程"),
    "attribution": ("Urheber", "attribution", "autor de la cita", "auteur de la citation", "autore della citazione", "出典", "bronvermelding", "autor cytatu", "autor da citação", "upphov", "署名"),
    "band": ("Band", "band", "banda", "bande", "fascia", "帯", "band", "pas", "faixa", "band", "色带"),
    "bar": ("Balken", "bar", "barra", "barre", "barra", "バー", "balk", "pasek", "barra", "stapel", "条"),
    "reached": ("aktueller Teil", "current part", "parte actual", "partie en cours", "parte attuale", "現在の部", "huidig deel", "bieżąca część", "parte atual", "aktuell del", "当前部分"),
    "opener": ("Auftakt", "opener", "apertura", "ouverture", "apertura", "導入", "opening", "otwarcie", "abertura", "inledning", "开篇"),
    "beside": ("Text daneben", "text beside", "texto al lado", "texte à côté", "testo a fianco", "横並び", "tekst ernaast", "tekst obok", "texto ao lado", "text bredvid", "并排"),
    "body": ("Text", "text", "texto", "texte", "testo", "本文", "tekst", "tekst", "texto", "text", "正文"),
    "byline": ("Verfasser", "byline", "firma", "signature", "firma", "著者", "auteur", "autor", "assinatura", "författare", "作者"),
    "callout": ("Hinweis", "callout", "recuadro", "encadré", "riquadro", "注記", "kader", "ramka", "destaque", "faktaruta", "提示"),
    "caption": ("Bildunterschrift", "caption", "pie", "légende", "didascalia", "キャプション", "bijschrift", "podpis", "legenda", "bildtext", "图注"),
    "cards": ("Karten", "cards", "tarjetas", "cartes", "schede", "カード", "kaarten", "karty", "cartões", "kort", "卡片"),
    "chart": ("Diagramm", "chart", "gráfico", "graphique", "grafico", "グラフ", "grafiek", "wykres", "gráfico", "diagram", "图表"),
    "claim": ("Kernsatz", "claim", "lema", "accroche", "slogan", "主張", "kernzin", "hasło", "lema", "slogan", "标语"),
    "closing": ("Schluss", "closing", "cierre", "clôture", "chiusura", "結び", "slot", "zakończenie", "encerramento", "avslutning", "结尾"),
    "colour": ("farbig", "on colour", "sobre color", "sur couleur", "su colore", "カラー", "op kleur", "na kolorze", "sobre cor", "på färg", "彩底"),
    "columns": ("Spalten", "columns", "columnas", "colonnes", "colonne", "段組み", "kolommen", "kolumny", "colunas", "spalter", "分栏"),
    "comparison": ("Vergleich", "comparison", "comparación", "comparaison", "confronto", "比較", "vergelijking", "porównanie", "comparação", "jämförelse", "比较"),
    "cta": ("Aufruf", "call to action", "llamada a la acción", "appel à l’action", "invito all’azione", "行動の呼びかけ", "oproep", "wezwanie", "chamada para ação", "uppmaning", "行动号召"),
    "date": ("Datum", "date", "fecha", "date", "data", "日付", "datum", "data", "data", "datum", "日期"),
    "disc": ("Kreis", "disc", "círculo", "disque", "cerchio", "円", "cirkel", "koło", "círculo", "cirkel", "圆形"),
    "divider": ("Abschnitt", "section header", "sección", "titre de section", "sezione", "セクション", "sectie", "nagłówek sekcji", "seção", "avsnitt", "节标题"),
    "dot": ("Kreis", "disc", "círculo", "disque", "cerchio", "円", "cirkel", "koło", "círculo", "cirkel", "圆形"),
    "entries": ("Eintrag", "entry", "entrada", "entrée", "voce", "項目", "onderdeel", "pozycja", "entrada", "post", "条目"),
    "events": ("Termine", "events", "fechas", "dates", "appuntamenti", "予定", "data", "terminy", "eventos", "händelser", "日程"),
    "fields": ("in Feldern", "in fields", "en recuadros", "en cases", "in riquadri", "枠入り", "in vakken", "w polach", "em quadros", "i fält", "分框"),
    "figure": ("Abbildung", "figure", "figura", "figure", "figura", "図", "figuur", "ilustracja", "figura", "figur", "插图"),
    "figures": ("Kennzahl", "key figure", "cifra clave", "chiffre clé", "cifra chiave", "主要な数値", "kerncijfer", "kluczowa liczba", "número-chave", "nyckeltal", "关键数字"),
    "folio": ("Foliennummer", "slide number", "número de diapositiva", "numéro de diapositive", "numero diapositiva", "スライド番号", "dianummer", "numer slajdu", "número do slide", "bildnummer", "幻灯片编号"),
    "footer": ("Fußzeile", "footer", "pie de página", "pied de page", "piè di pagina", "フッター", "voettekst", "stopka", "rodapé", "sidfot", "页脚"),
    "full": ("ganzflächig", "full bleed", "a sangre", "plein cadre", "a tutta pagina", "全面", "paginavullend", "na całą stronę", "página inteira", "helsida", "满版"),
    "gallery": ("Galerie", "gallery", "galería", "galerie", "galleria", "ギャラリー", "galerij", "galeria", "galeria", "galleri", "图库"),
    "gist": ("Kernaussagen", "key points", "lo esencial", "l’essentiel", "in sintesi", "要点", "kernpunten", "najważniejsze", "essencial", "kärnan", "要点"),
    "head": ("Überschrift", "heading", "encabezado", "intertitre", "intestazione", "見出し", "kop", "nagłówek", "cabeçalho", "rubrik", "标题"),
    "icon": ("Symbol", "icon", "icono", "icône", "icona", "アイコン", "pictogram", "ikona", "ícone", "ikon", "图标"),
    "initials": ("Initialen", "initials", "iniciales", "initiales", "iniziali", "イニシャル", "initialen", "inicjały", "iniciais", "initialer", "首字母"),
    "kicker": ("Dachzeile", "kicker", "antetítulo", "surtitre", "occhiello", "肩見出し", "bovenkop", "nadtytuł", "antetítulo", "överrubrik", "肩题"),
    "label": ("Bezeichnung", "label", "etiqueta", "libellé", "etichetta", "ラベル", "label", "etykieta", "rótulo", "etikett", "标签"),
    "larger": ("größer", "larger", "más grande", "plus grand", "più grande", "大", "groter", "większy", "maior", "större", "放大"),
    "lead": ("mit Vorspann", "with introduction", "con entradilla", "avec chapeau", "con sommario", "リード付き", "met inleiding", "ze wstępem", "com introdução", "med ingress", "带导语"),
    "line": ("Linie", "line", "línea", "ligne", "linea", "線", "lijn", "linia", "linha", "linje", "线"),
    "link": ("Link", "link", "enlace", "lien", "collegamento", "リンク", "koppeling", "łącze", "link", "länk", "链接"),
    "list": ("Liste", "list", "lista", "liste", "elenco", "リスト", "lijst", "lista", "lista", "lista", "列表"),
    "many": ("viele", "many", "muchos", "nombreux", "molti", "多数", "veel", "wiele", "muitos", "många", "多项"),
    "matrix": ("Matrix", "matrix", "matriz", "matrice", "matrice", "マトリックス", "matrix", "macierz", "matriz", "matris", "矩阵"),
    "numbers": ("Kennzahlen", "numbers", "cifras", "chiffres", "numeri", "数字", "cijfers", "liczby", "números", "siffror", "数字"),
    "overlay": ("Schleier", "overlay", "velo", "voile", "velo", "オーバーレイ", "waas", "nakładka", "véu", "slöja", "遮罩"),
    "panel": ("Fläche", "panel", "panel", "panneau", "pannello", "パネル", "vlak", "panel", "painel", "panel", "面板"),
    "part": ("Abschnittsmarke", "part mark", "marca de sección", "repère de section", "segno di sezione", "セクション表示", "sectieteken", "znacznik sekcji", "marca de seção", "avsnittsmärke", "节标记"),
    "parts": ("Teile", "parts", "partes", "parties", "parti", "パート", "delen", "części", "partes", "delar", "部分"),
    "picture": ("Bild", "picture", "imagen", "image", "immagine", "画像", "afbeelding", "obraz", "imagem", "bild", "图片"),
    "plain": ("schlicht", "plain", "sencillo", "simple", "semplice", "シンプル", "eenvoudig", "prosty", "simples", "enkel", "简洁"),
    "point": ("Punkt", "point", "punto", "point", "punto", "項目", "punt", "punkt", "tópico", "punkt", "要点"),
    "points": ("Punkte", "points", "puntos", "points", "punti", "箇条書き", "punten", "punkty", "tópicos", "punkter", "要点列表"),
    "process": ("Ablauf", "process", "proceso", "processus", "processo", "プロセス", "proces", "proces", "processo", "process", "流程"),
    "pull": ("Zitat aus dem Text", "pull quote", "cita destacada", "exergue", "citazione in evidenza", "抜粋", "uitgelicht citaat", "wyimek", "citação em destaque", "utdrag", "引文"),
    "quote": ("Zitat", "quotation", "cita", "citation", "citazione", "引用", "citaat", "cytat", "citação", "citat", "引言"),
    "rail": ("mit Randspalte", "with side column", "con columna lateral", "avec colonne latérale", "con colonna laterale", "サイド欄付き", "met zijkolom", "z kolumną boczną", "com coluna lateral", "med sidospalt", "带侧栏"),
    "role": ("Funktion", "role", "cargo", "fonction", "ruolo", "役職", "functie", "rola", "cargo", "roll", "职务"),
    "rows": ("in Zeilen", "in rows", "en filas", "en lignes", "in righe", "行", "in rijen", "w wierszach", "em linhas", "i rader", "分行"),
    "rule": ("Linie", "rule", "filete", "filet", "filetto", "罫線", "lijn", "linia", "fio", "linje", "分隔线"),
    "second": ("zweites Diagramm", "second chart", "segundo gráfico", "second graphique", "secondo grafico", "二つ目のグラフ", "tweede grafiek", "drugi wykres", "segundo gráfico", "andra diagrammet", "第二个图表"),
    "source": ("Quelle", "source", "fuente", "source", "fonte", "出所", "bron", "źródło", "fonte", "källa", "来源"),
    "spotlight": ("Im Blick", "spotlight", "en foco", "zoom", "in primo piano", "スポットライト", "uitgelicht", "w centrum uwagi", "em foco", "i fokus", "聚焦"),
    "standfirst": ("Vorspann", "introduction", "entradilla", "chapeau", "sommario", "リード", "inleiding", "wstęp", "introdução", "ingress", "导语"),
    "statement": ("Aussage", "statement", "afirmación", "affirmation", "affermazione", "メッセージ", "uitspraak", "teza", "afirmação", "påstående", "陈述"),
    "stats": ("Zahl", "number", "cifra", "chiffre", "numero", "数値", "cijfer", "liczba", "número", "siffra", "数值"),
    "step": ("Schrittnummer", "step number", "número de paso", "numéro d’étape", "numero di passo", "手順番号", "stapnummer", "numer kroku", "número da etapa", "stegnummer", "步骤编号"),
    "subtitle": ("Untertitel", "subtitle", "subtítulo", "sous-titre", "sottotitolo", "サブタイトル", "ondertitel", "podtytuł", "subtítulo", "underrubrik", "副标题"),
    "table": ("Tabelle", "table", "tabla", "tableau", "tabella", "表", "tabel", "tabela", "tabela", "tabell", "表格"),
    "team": ("Team", "team", "equipo", "équipe", "squadra", "チーム", "team", "zespół", "equipe", "team", "团队"),
    "text": ("Text", "text", "texto", "texte", "testo", "テキスト", "tekst", "tekst", "texto", "text", "文字"),
    "timeline": ("Zeitleiste", "timeline", "cronología", "chronologie", "cronologia", "タイムライン", "tijdlijn", "oś czasu", "linha do tempo", "tidslinje", "时间轴"),
    "title": ("Titel", "title", "título", "titre", "titolo", "タイトル", "titel", "tytuł", "título", "rubrik", "标题"),
    "title-only": ("nur Titel", "title only", "solo título", "titre seul", "solo titolo", "タイトルのみ", "alleen titel", "tylko tytuł", "somente título", "endast rubrik", "仅标题"),
    "two-charts": ("Zwei Diagramme", "two charts", "dos gráficos", "deux graphiques", "due grafici", "二つのグラフ", "twee grafieken", "dwa wykresy", "dois gráficos", "två diagram", "两个图表"),
    "words": ("Worte", "words", "palabras", "mots", "parole", "言葉", "woorden", "słowa", "palavras", "ord", "语句"),
}
# fmt: on
"""Words by the names of templates and slots, as they stand within a phrase."""

_HOW = frozenset(
    ("beside", "colour", "columns", "fields", "full", "larger", "lead", "list", "many", "plain", "rail", "rows")
)
"""Words that say how what stands before them is laid."""

_TITLES = frozenset(("title", "headline", "masthead"))


@lru_cache(2048)
def layout_name(name: str, language: str) -> str:
    """The name of a layout; ``+2`` after its template's is how many steps its text is larger.

    >>> layout_name("text-picture", "en"), layout_name("title-full", "de"), layout_name("points-rail 2", "fr")
    ('Text and picture', 'Titel (ganzflächig)', 'Points (avec colonne latérale) 2')
    >>> layout_name("text-picture+1", "en"), layout_name("text+3 2", "de")
    ('Text and picture (larger)', 'Text (größer 3) 2')
    >>> layout_name("our-people", "de")
    'Our people'
    """
    whole, _, number = name.partition(" ")
    whole, _, step = whole.partition("+")
    what: list[str] = []
    how: list[str] = []
    keys = _parts(whole)
    for key in keys:
        (how if key in _HOW and what else what).append(_word(key, language))
    how += [_word("larger", language) + (f" {step}" if step > "1" else "")] if step else []
    if not _WORDS.keys() >= set(keys):
        made = whole.replace("-", " ")
    elif _primary(language) in _ALONE:
        made = _word("and", language).join(what) + "".join(f"（{one}）" for one in how)
    else:
        *before, last = what
        made = f"{', '.join(before)} {_word('and', language)} {last}" if before else last
        made += f" ({', '.join(how)})" if how else ""
    return _capital(f"{made} {number}".strip())


@lru_cache(8192)
def place_name(slot: str, kind: str, language: str) -> str:
    """The name of a placeholder or a shape, by its slot and what it is for.

    >>> place_name("headline", "title", "en"), place_name("entries-3-label", "body", "de"), place_name("body", "body", "zh")
    ('Title', 'Eintrag 3 Bezeichnung', '正文')
    >>> place_name("our-own", "body", "de")
    'Our own'
    """
    if kind == "title" and slot in _TITLES:
        return _capital(_word("title", language))
    if kind == "subtitle" and slot == "title":
        return _capital(_word("subtitle", language))
    slot = "timeline" if slot == "rail" else slot  # what stands on one, not beside a text
    of_several = re.sub(r"^points-(?=\d)", "point-", slot.replace("picture-caption", "caption"))
    words = (one if one.isdecimal() else _word(one, language) for one in _parts(of_several))
    return _capital(" ".join(words))


def _parts(name: str) -> list[str]:
    """The words of a name, those that say one thing together in one."""
    return re.findall(r"two-charts|title-only|[^-]+", name)


def _word(key: str, language: str) -> str:
    words = _WORDS.get(key)
    primary = _primary(language)
    return key if words is None else words[_LANGUAGES.index(primary if primary in _LANGUAGES else "en")]


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _capital(text: str) -> str:
    """The text with a capital first, which is more than looks: LibreOffice 7.4 loses the background of a layout whose
    name is that of one of its own families of styles, such as "table".
    """
    return text[:1].upper() + text[1:]

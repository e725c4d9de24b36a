"""Another form of an English verb or noun, for fixes that take a captured word into a new frame ("after to win").

Regular forms are made by rule and looked up in the lexicon; the irregular ones are the table below.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import tags as t
from checker.analysis.english import English

FORMS = ("VB", "VBZ", "VBD", "VBN", "VBG", "NN", "NNS")
"""The forms that a fix may ask of a capture: `{v:VBG}`."""

_TABLE = """
be was been|become became become|begin began begun|bend bent|bet bet|bind bound|bite bit bitten|bleed bled|blow blew blown
break broke broken|breed bred|bring brought|broadcast broadcast|build built|burst burst|buy bought|cast cast|catch caught
choose chose chosen|cling clung|come came come|cost cost|creep crept|cut cut|deal dealt|dig dug|do did done|draw drew drawn
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled
fly flew flown|forbid forbade forbidden|forecast forecast|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got|give gave given|go went gone|grind ground|grow grew grown|hang hung|have had|hear heard
hide hid hidden|hit hit|hold held|hurt hurt|keep kept|know knew known|lay laid|lead led|leave left|lend lent|let let|lie lay lain
light lit|lose lost|make made|mean meant|meet met|mislead misled|mistake mistook mistaken|overcome overcame overcome
overtake overtook overtaken|overthrow overthrew overthrown|pay paid|put put|quit quit|read read|rebuild rebuilt|rid rid
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said|see saw seen|seek sought|sell sold|send sent|set set
shake shook shaken|shed shed|shine shone|shoot shot|show showed shown|shrink shrank shrunk|shut shut|sing sang sung
sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spend spent|spin spun|split split|spread spread
spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|strike struck|strive strove striven|swear swore sworn
sweep swept|swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
undergo underwent undergone|understand understood|undertake undertook undertaken|undo undid undone|uphold upheld|upset upset
wake woke woken|wear wore worn|weep wept|win won|wind wound|withdraw withdrew withdrawn|withstand withstood|write wrote written
"""
_PASTS: dict[str, tuple[str, str]] = {}
for _row in _TABLE.replace("\n", "|").strip("|").split("|"):
    _lemma, _past, *_rest = _row.split()
    _PASTS[_lemma] = (_past, _rest[0] if _rest else _past)
_BASES = {form: lemma for lemma, pair in reversed(_PASTS.items()) for form in pair if form != lemma}
_BASES |= {"is": "be", "are": "be", "am": "be", "were": "be", "has": "have", "does": "do", "goes": "go"}
_BASES |= {"lying": "lie", "dying": "die", "tying": "tie", "being": "be"}
_ALWAYS = {("be", "VBZ"): "is", ("have", "VBZ"): "has", ("lie", "VBG"): "lying", ("die", "VBG"): "dying"}
_ALWAYS |= {("tie", "VBG"): "tying", ("be", "VBG"): "being", ("man", "NNS"): "men", ("woman", "NNS"): "women"}
_ALWAYS |= {("focus", "VBD"): "focused", ("focus", "VBN"): "focused", ("focus", "VBG"): "focusing"}
_ALWAYS |= {("child", "NNS"): "children", ("person", "NNS"): "people"}
_SINGULARS = {"men": "man", "women": "woman", "children": "child", "people": "person"}
_MASKS = {"VB": t.VB, "VBZ": t.VBZ, "VBD": t.VBD, "VBN": t.VBN, "VBG": t.VBG, "NN": t.NN, "NNS": t.NNS}
_VOWELS = "aeiou"


def reform(word: str, form: str, english: English) -> str:
    """`word`, a verb or noun in whatever form, in the form of a Penn tag; unchanged where it is not known."""
    lower = word.lower()
    base = _singular(lower, english) if form in ("NN", "NNS") else _base(lower, english)
    if not base:
        return word
    return _ALWAYS.get((base, form)) or next(_made(base, form, english), word)


def _known(word: str, form: str, english: English) -> bool:
    return bool(english.lexical(word, word) & _MASKS[form]) and word in english


def _singular(word: str, english: English) -> str:
    if word in _SINGULARS:
        return _SINGULARS[word]
    candidates = [word[:-3] + "y"] if word.endswith("ies") else []
    candidates += [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]] if word.endswith("s") else []
    return next((one for one in candidates if len(one) > 1 and _known(one, "NN", english)), word)


def _base(word: str, english: English) -> str:
    """The infinitive of a verb form, or nothing."""
    if word in _BASES:
        return _BASES[word]
    if word in _PASTS:
        return word
    for ending in ("ing", "ed", "es", "s"):
        stem = word[: -len(ending)]
        if not word.endswith(ending) or len(stem) < 2:
            continue
        candidates = tuple(one for one in _stems(stem, ending) if _known(one, "VB", english) and word in _regular(one))
        if candidates:
            # "singing" is of "sing" before "singe"
            return next((one for one in candidates if one in _PASTS), candidates[0])
    return word if _known(word, "VB", english) else ""


def _stems(stem: str, ending: str) -> Iterator[str]:
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    if doubled and stem[-1] not in "lsz":
        yield stem[:-1]
    if ending in ("s",):
        yield stem
        return
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    # "hoping" is of "hope", "hopping" of "hop", "increasing" of "increase"
    if not doubled and not (len(stem) > 3 and stem[-1] in "wxy"):
        yield stem + "e"
    yield stem
    if doubled:
        yield stem[:-1]


def _regular(base: str) -> Iterator[str]:
    """Every form that a regular verb can show."""
    for form in ("VBZ", "VBD", "VBG"):
        yield from _spelled(base, form)


def _spelled(base: str, form: str) -> Iterator[str]:
    """The regular spellings of a form, the likeliest first."""
    consonant_y = base.endswith("y") and base[-2:-1] not in _VOWELS
    if form in ("VBZ", "NNS"):
        if consonant_y:
            yield base[:-1] + "ies"
        elif base.endswith(("s", "x", "z", "ch", "sh", "o")):
            yield base + "es"
            yield base + "s"
        else:
            yield base + "s"
        return
    ending = "ing" if form == "VBG" else "ed"
    if base.endswith("e") and not (form == "VBG" and base.endswith(("ee", "oe", "ye"))):
        yield base[:-1] + ending
    elif form != "VBG" and consonant_y:
        yield base[:-1] + "ied"
    else:
        short = len(base) > 2 and base[-1] not in "aeiouwxyh" and base[-2] in _VOWELS
        if short and base[-3] not in _VOWELS and (base[-1] in "lt" or len(base) < 5):
            yield base + base[-1] + ending
        yield base + ending
        if short:
            yield base + base[-1] + ending


def _made(base: str, form: str, english: English) -> Iterator[str]:
    if form in ("VB", "NN"):
        yield base
        return
    if form in ("VBD", "VBN") and base in _PASTS:
        yield _PASTS[base][form == "VBN"]
        return
    if form == "VBG" and base in _PASTS and base.endswith("e") and not base.endswith("ee"):
        yield base[:-1] + "ing"
    spelled = list(_spelled(base, form))
    # "opening", not "openning": of two spellings the one that the lexicon holds
    yield from (one for one in spelled if _known(one, form, english))
    yield from spelled

"""Puts words in British or American spelling: regular differences by stem, and those words where both mean the same.

Words that one variant keeps apart and the other does not (program, check, meter, practice) are put into the variant
that does not, never into the other. Only words in small letters are touched: names spell themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

_OUR = (
    "arbo ardo armo behavio cando clamo colo demeano discolo dishono disfavo enamo endeavo favo fervo flavo harbo hono humo "
    "labo misdemeano neighbo odo parlo ranco rigo rumo savio savo splendo succo tumo valo vapo vigo"
).split()
_OUR_ENDINGS = (
    "|s|ed|er|ers|ing|ings|able|ably|al|ally|ful|fully|fulness|hood|hoods|ism|ist|ists|ite|ites|less|ly|y".split("|")
)
_RE = "calib cent epicent fib goit kilomet lit lust meag millimet centimet sab scept sepulch somb spect theat".split()
_DOUBLED = (
    "bevel cancel channel counsel cudgel dial duel enamel equal fuel funnel gravel grovel initial jewel label level libel "
    "marvel model panel parcel pedal pencil pummel quarrel refuel remodel rival shovel shrivel signal snivel spiral stencil "
    "swivel total towel travel trowel tunnel unravel victual yodel dishevel gambol enthral"
).split()
# verbs in -ise and -ize differ by variant; these end in -ise everywhere
_ALWAYS_ISE = frozenset(
    "advertise advise anise apprise appraise arise braise bruise cerise chastise chemise circumcise comprise compromise "
    "concise cruise demise despise devise disguise enterprise excise exercise expertise franchise disfranchise enfranchise "
    "guise improvise incise liaise likewise malaise marquise mayonnaise merchandise mortise noise otherwise paradise "
    "poise porpoise praise precise premise promise raise reprise revise rise sunrise supervise surmise surprise televise "
    "tortoise treatise turquoise upraise valise vise wise imprecise moonrise clockwise edgewise lengthwise streetwise "
    "counterpoise equipoise fundraise underprise polonaise bouillabaisse".split()
)
_ALWAYS_IZE = frozenset("size prize seize capsize maize resize downsize upsize outsize oversize assize baize".split())
_SAME = dict(
    pair.split("/")
    for pair in (
        "aeroplane/airplane aesthetics/esthetics ageing/aging aluminium/aluminum anaemia/anemia anaemic/anemic "
        "anaesthetic/anesthetic anaesthesia/anesthesia analyse/analyze analyses/analyses analysed/analyzed analysing/analyzing "
        "analyser/analyzer paralyse/paralyze paralyses/paralyzes paralysed/paralyzed paralysing/paralyzing catalyse/catalyze "
        "catalysed/catalyzed catalysing/catalyzing defence/defense defences/defenses defenceless/defenseless "
        "offence/offense offences/offenses pretence/pretense pretences/pretenses catalogue/catalog catalogues/catalogs "
        "catalogued/cataloged cosy/cozy diarrhoea/diarrhea encyclopaedia/encyclopedia enrol/enroll enrols/enrolls "
        "enrolment/enrollment enrolments/enrollments foetus/fetus foetal/fetal fulfil/fulfill fulfils/fulfills "
        "fulfilment/fulfillment distil/distill distils/distills instil/instill instils/instills instalment/installment "
        "instalments/installments skilful/skillful skilfully/skillfully wilful/willful wilfully/willfully grey/gray "
        "greyer/grayer greyish/grayish gynaecology/gynecology gynaecologist/gynecologist haemorrhage/hemorrhage "
        "haemophilia/hemophilia jewellery/jewelry leukaemia/leukemia manoeuvre/maneuver manoeuvres/maneuvers "
        "manoeuvred/maneuvered manoeuvring/maneuvering marvellous/marvelous marvellously/marvelously mould/mold moulds/molds "
        "moulded/molded moustache/mustache oesophagus/esophagus oestrogen/estrogen orthopaedic/orthopedic "
        "paediatric/pediatric paediatrician/pediatrician plough/plow ploughs/plows ploughed/plowed ploughing/plowing "
        "pyjamas/pajamas sceptic/skeptic sceptics/skeptics sceptical/skeptical scepticism/skepticism sulphur/sulfur "
        "sulphate/sulfate tranquillity/tranquility travelogue/travelog woollen/woolen "
        "artefact/artifact artefacts/artifacts judgement/judgment judgements/judgments "
        "manoeuvrable/maneuverable archaeology/archeology archaeologist/archeologist archaeological/archeological"
    ).split()
)
_TO_AMERICAN_ONLY = dict(
    pair.split("/")
    for pair in (
        "cheque/check cheques/checks draught/draft draughts/drafts kerb/curb kerbs/curbs licence/license licences/licenses "
        "metre/meter metres/meters practise/practice practised/practiced practising/practicing programme/program "
        "programmes/programs storey/story storeys/stories tyre/tire tyres/tires"
    ).split()
)
_TO_BRITISH_ONLY = {"practiced": "practised", "practicing": "practising"}
# -ise with its endings; three letters of a stem at least
_ISE = re.compile(r"(?P<stem>[a-z]{3,})i(?P<mark>[sz])(?P<end>e|es|ed|er|ers|ing|ation|ations|ational|able)")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _table(variant: str) -> dict[str, str]:
    """British to American spelling, or the other way round, of all words that are listed."""
    pairs = list(_SAME.items())
    pairs += [(f"{stem}ur{end}", f"{stem}r{end}") for stem in _OUR for end in _OUR_ENDINGS]
    for stem in _RE:
        pairs += [(f"{stem}re{end}", f"{stem}er{end}") for end in ("", "s")]
        pairs += [(f"{stem}red", f"{stem}ered"), (f"{stem}ring", f"{stem}ering")]
    for stem in _DOUBLED:
        pairs += [(f"{stem}l{end}", f"{stem}{end}") for end in ("ed", "ing", "er", "ers", "ings")]
    if variant == "american":
        return {**dict(pairs), **_TO_AMERICAN_ONLY}
    british = {american: british for british, american in reversed(pairs)}
    return {**british, **_TO_BRITISH_ONLY}


@lru_cache(maxsize=4096)
def respelt(word: str, variant: str) -> str:
    """A word in small letters in the spelling of "american" or "british"; as it is where both agree."""
    found = _table(variant).get(word)
    if found is not None:
        return found
    match = _ISE.fullmatch(word)
    if match is None or match["stem"][-1] in "aou":  # chaise, noise, cruise
        return word
    verb = f"{match['stem']}i{match['mark']}e"
    if verb in _ALWAYS_ISE or verb in _ALWAYS_IZE or f"{match['stem']}ise" in _ALWAYS_ISE or verb.endswith("wise"):
        return word
    return f"{match['stem']}i{'z' if variant == 'american' else 's'}{match['end']}"


def speller(variant: str) -> Callable[[str, str], str] | None:
    """(fix, text that it replaces) to the fix in the variant's spelling; words of the text stay. None for "any"."""
    if variant == "any":
        return None

    def spelled(fix: str, text: str) -> str:
        own = set(_WORD.findall(text.lower()))
        return _WORD.sub(lambda m: m[0] if m[0] in own or not m[0].islower() else respelt(m[0], variant), fix)

    return spelled

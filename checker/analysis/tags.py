"""Word classes as bits, so that a word's possible classes are one integer."""

from __future__ import annotations

NN, NNS, VB, VBZ, VBD, VBN, VBG, ADJ, ADV = (1 << i for i in range(9))
DET, POSS, PREP, PRON, CONJ, MODAL, NUM, WH, NAME, AUX, TO, NEG, PUNCT = (1 << i for i in range(9, 22))
NOUN = NN | NNS
VERB = VB | VBZ | VBD | VBN | VBG

BY_NAME = {
    "N": NOUN,
    "NN": NN,
    "NNS": NNS,
    "V": VERB,
    "VB": VB,
    "VBZ": VBZ,
    "VBD": VBD,
    "VBN": VBN,
    "VBG": VBG,
    "J": ADJ,
    "R": ADV,
    "D": DET | POSS,
    "P": PREP,
    "PRP": PRON,
    "CC": CONJ,
    "MD": MODAL,
    "CD": NUM,
    "WH": WH,
    "NAME": NAME,
}
"""The tags a pattern may name after a slash."""

_FUNCTION_WORDS = {
    DET: "the a an this that these those every each no any some another either neither all both half such",
    POSS: "my your his her its our their whose 's '",
    PREP: "of in on at by for with from into onto over under about against between among amongst through during "
    "before after since until till despite towards toward upon within without across behind beyond near along "
    "above below beside besides except like unlike per via amid around outside inside throughout off up down out",
    PRON: "i you he she it we they me him her us them who whom which that this these those what mine yours hers ours "
    "theirs myself yourself himself herself itself ourselves themselves someone somebody anyone anybody everyone "
    "everybody nobody something anything everything nothing none one there",
    CONJ: "and or but nor so yet because although though if unless while whereas when where that than whether as",
    MODAL: "will would can could shall should may might must ought cannot won't wouldn't can't couldn't shan't "
    "shouldn't mightn't mustn't 'll 'd i'll you'll he'll she'll it'll we'll they'll i'd you'd he'd she'd we'd they'd",
    WH: "who whom whose which what when where why how whether",
    TO: "to",
    NEG: "not never n't",
    AUX: "be am is are was were been being have has had having do does did done isn't aren't wasn't weren't haven't "
    "hasn't hadn't don't doesn't didn't i've you've we've they've i'm you're we're they're he's she's it's that's",
    NUM: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion dozen hundreds thousands millions billions trillions",
    ADV: "very also too then now here there however moreover therefore thus still already even just only again once "
    "not never always often soon later perhaps rather quite almost more most less least well",
    ADJ: "more most less least many much few little other own same several certain such last next first second third",
}

FUNCTION: dict[str, int] = {}
for _mask, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        FUNCTION[_word] = FUNCTION.get(_word, 0) | _mask

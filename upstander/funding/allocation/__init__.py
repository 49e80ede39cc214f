"""Who gets how much: the best allocation of a call, proven, and why not another.

`propose` gives it, `explain` says what a refused application would cost, `sentences` say both.
"""

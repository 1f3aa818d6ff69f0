"""Meaning as an optional feature: a sentence encoder in a local folder, and the vectors of passages kept with an index.

Needs numpy (``pip install 'cqa[semantic]'``). Nothing is downloaded. Without an encoder nothing here is loaded.
"""

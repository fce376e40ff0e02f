"""Many texts to candidate pairs with a weight. Works on the arrays it is handed; never names a relation.

Nothing is imported here: the modules below load a compiler (numba), which only verbs over many articles may do.
"""

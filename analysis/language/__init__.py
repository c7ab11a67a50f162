"""The parts of the language model that are computed here: same weights, same results, less time."""

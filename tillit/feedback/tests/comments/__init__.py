"""Comments with the labels that people gave: `build_*` the lexicon was tuned on, others never."""

from pathlib import Path

FOLDER = Path(__file__).parent

"""newsan: who said what, about whom, when, and who stands where, in a news article."""

__version__ = "0.1.0"

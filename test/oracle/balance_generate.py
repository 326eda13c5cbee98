"""Random and metamorphic cases of the balance: those of the routes, with books."""

from routes_generate import balance_cases as cases

__all__ = ["cases"]

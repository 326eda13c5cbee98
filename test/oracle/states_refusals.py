"""Statements that series, mixes and matrices refuse, beside good ones."""

from collections import namedtuple

Refusal = namedtuple("Refusal", "name sql sqlstate")

YEARS = "(SELECT trade_series(p, v) FROM (VALUES (2021, 4::numeric), (2023, 9)) AS r (p, v))"
MONTHS = ("(SELECT trade_series(p, v) FROM (VALUES (date '2021-01-05', 4::numeric),"
          " ('2021-02-01', 9), ('2021-07-01', 3)) AS r (p, v))")
STEEP = ("(SELECT trade_series(p, v) FROM (VALUES (date '2021-01-05', 1e-12::numeric),"
         " ('2021-02-01', 1e26)) AS r (p, v))")
MIX = "(SELECT trade_mix(k, v) FROM (VALUES ('a', 4::numeric), ('b', 9)) AS r (k, v))"
NEGATIVE = "(SELECT trade_mix(k, v) FROM (VALUES ('a', 4::numeric), ('b', -9)) AS r (k, v))"
CODES = "(SELECT trade_mix('DEU'::country_code, 5::numeric))"
MATRIX = ("(SELECT trade_matrix(e, i, p, v) FROM (VALUES ('a', 'b', 2021, 4::numeric),"
          " ('b', 'a', 2022, 9)) AS r (e, i, p, v))")


def refused(sqlstate, *expressions):
    return [Refusal(x, "SELECT %s;" % x, sqlstate) for x in expressions]


def rows_refused(sqlstate, *expressions):
    return [Refusal(x, "SELECT count(*) FROM %s AS f;" % x, sqlstate) for x in expressions]


REFUSALS = [
    # good ones, so that a missing function is not taken for a refusal
    *refused("00000", "growth(%s, 2023, 2021)" % YEARS, "value_at(%s, '2021-02')" % MONTHS,
             "total(%s, '2021-Q1')" % MONTHS, "top_share(%s, 1)" % MIX, "share(%s, 'a')" % MIX,
             "total(%s)" % NEGATIVE, "trade_mix(NULL::text, NULL::numeric)",
             "trade_series(NULL::date, NULL::numeric)", "hhi(suppliers(%s, 'b', 2021))" % MATRIX,
             "trade_mix(repeat('x', 255), 1::numeric)", "similarity(%s, %s)" % (MIX, MIX)),
    *rows_refused("00000", "growth_table(%s, 12)" % YEARS, "import_shares(%s, 2021)" % MATRIX,
                  "pivot(%s, %s, ARRAY['a'])" % (MIX, MIX)),
    # a window that cuts a year, a period that is none
    *refused("22023", "growth(%s, '2023-03')" % YEARS, "growth(%s, 2023, '2021-Q1')" % YEARS,
             "total(%s, '2023-Q1')" % YEARS, "value_at(%s, '2023-01')" % YEARS,
             "value_at(%s, 2021)" % MONTHS, "suppliers(%s, 'b', '2021-02')" % MATRIX,
             "markets(%s, 'b', '2021-02')" % MATRIX),
    *rows_refused("22023", "growth_detail(%s, '2023-03')" % YEARS,
                  "import_shares(%s, '2021-Q4')" % MATRIX, "unit_values(%s, '2021-Q4')" % MATRIX,
                  "import_growth(%s, '2021-Q4')" % MATRIX, "growth_rates(%s, 2021, '2021-Q4')" % MATRIX,
                  "pivot(%s, 'b', '2021-Q4', 2022, ARRAY['a'])" % MATRIX,
                  "growth_table(%s, 0)" % YEARS, "growth_table(%s, -1)" % MONTHS,
                  "growth_table(%s, 3)" % YEARS, "growth_table(%s, 3)" % MONTHS),
    # rows
    *refused("22004", "trade_series(NULL::date, 1::numeric)", "trade_series(NULL::integer, 1::bigint)",
             "trade_mix(NULL::text, 1::float8)", "trade_mix(NULL::hs_code, 1::bigint)"),
    *refused("22023", "trade_mix('', 1::numeric)", "trade_mix(repeat('x', 256), 1::numeric)",
             "trade_mix('x', 'NaN'::numeric)", "trade_mix('x', 'infinity'::float8)",
             "trade_series(2021, 'NaN'::float8)"),
    *refused("22003", "trade_series(0, 1::numeric)", "trade_series(10000, 1::numeric)",
             "trade_series('infinity'::date, 1::numeric)", "trade_series(2021, 1.8e26::numeric)",
             "trade_mix('x', v) FROM (VALUES (1e26::numeric), (1e26)) AS r (v)"),
    *refused("00000", "trade_mix('x', v) FROM (VALUES (1e26::numeric), (1e26), (-1e26)) AS r (v)"),
    # kinds
    *refused("22023", "%s + %s" % (MIX, CODES), "%s - %s" % (MIX, CODES), "%s + %s" % (YEARS, MONTHS),
             "similarity(%s, %s)" % (MIX, CODES), "turnover(%s, %s)" % (MIX, CODES)),
    *rows_refused("22023", "contributions(%s, %s)" % (MIX, CODES),
                  "pivot(%s, %s, ARRAY['a'])" % (MIX, CODES)),
    # a negative total
    *refused("22023", *("%s(%s)" % (f, NEGATIVE) for f in (
        "hhi", "hhi_normalized", "effective_number", "entropy", "theil", "gini")),
             "share(%s, 'a')" % NEGATIVE, "top_share(%s, 1)" % NEGATIVE,
             "similarity(%s, %s)" % (MIX, NEGATIVE), "turnover(%s, %s)" % (NEGATIVE, MIX)),
    *rows_refused("22023", "shares(%s)" % NEGATIVE,
                  "pivot(%s, %s, ARRAY['a'])" % (MIX, NEGATIVE)),
    # arguments
    *refused("22023", "top_share(%s, 0)" % MIX, "top_share(%s, -1)" % MIX),
    *refused("22004", "combined_share(%s, ARRAY['a', NULL])" % MIX),
    *rows_refused("22004", "pivot(%s, %s, ARRAY['a', NULL])" % (MIX, MIX)),
    # a rate beyond the range of a double
    *refused("22003", "cagr(%s)" % STEEP, "trend_growth(%s)" % STEEP),
    # periods that do not rise
    *refused("22023", "yoy_growth(p, 1::numeric) OVER () FROM (VALUES (2021), (2021)) AS r (p)"),
]

"""Statements that the screen refuses, and those it warns of."""

from collections import namedtuple

Refusal = namedtuple("Refusal", "name sql sqlstate")

ANNUAL = """(VALUES ('S', 'c', 2021, 4::numeric), ('c', 'T', 2021, 1),
('S', 'c', 2022, 9), ('c', 'T', 2022, 8), ('S', 'T', 2021, 5)) AS r (e, i, p, v)"""
MONTHLY = """(VALUES ('S', 'c', date '2021-01-01', 4::numeric), ('c', 'T', '2021-01-01', 1),
('S', 'c', '2021-02-01', 9), ('c', 'T', '2021-02-01', 8)) AS r (e, i, p, v)"""
GOOD = {"target": "'T'", "origins": "ARRAY['S']", "since": "'2022-01-01'"}
MATRIX = "(SELECT trade_matrix(e, i, p, v) FROM %s)"
CODES = "(SELECT trade_matrix(e::country_code, i::country_code, p, v) FROM %s)" % (
    "(VALUES ('DEU', 'KAZ', 2021, 4::numeric), ('KAZ', 'RUS', 2021, 1),"
    " ('KAZ', 'RUS', 2022, 8)) AS r (e, i, p, v)")


def call(matrix=MATRIX % ANNUAL, **arguments):
    given = ", ".join("%s => %s" % a for a in {**GOOD, **arguments}.items())
    return "SELECT count(*) FROM intermediary_flags(%s, %s);" % (matrix, given)


def thresholds(text):
    return call(thresholds="'%s'" % text)


def both(name, sqlstate, **arguments):
    """Arguments are checked before a NULL matrix gives no rows."""
    return [Refusal(name, call(**arguments), sqlstate),
            Refusal(name + ", NULL matrix", call("NULL::trade_matrix", **arguments), sqlstate)]


REFUSALS = [
    Refusal("a good call", call(), "00000"),
    Refusal("a good call with every default given", call(
        before_months="24", after_months="NULL", coverage="NULL", baseline="'share'",
        thresholds="'{}'"), "00000"),
    Refusal("a good call on a NULL matrix", call("NULL::trade_matrix"), "00000"),
    *both("target NULL", "22004", target="NULL"),
    *both("origins NULL", "22004", origins="NULL"),
    *both("element of origins NULL", "22004", origins="ARRAY['S', NULL]"),
    *both("since NULL", "22004", since="NULL"),
    *both("baseline NULL", "22004", baseline="NULL"),
    *both("thresholds NULL", "22004", thresholds="NULL"),
    *both("origins empty", "22023", origins="'{}'"),
    *both("origins with the target", "22023", origins="ARRAY['S', 'T']"),
    *both("since infinity", "22023", since="'infinity'"),
    *both("since -infinity", "22023", since="'-infinity'"),
    *both("before_months 0", "22023", before_months="0"),
    *both("before_months -12", "22023", before_months="-12"),
    *both("after_months 0", "22023", after_months="0"),
    Refusal("before_months 18, annual", call(before_months="18"), "22023"),
    Refusal("after_months 1, annual", call(after_months="1"), "22023"),
    Refusal("before_months 1, monthly", call(
        MATRIX % MONTHLY, since="'2021-02-01'", before_months="1", after_months="1"), "00000"),
    Refusal("months of the largest integer, monthly", call(
        MATRIX % MONTHLY, since="'2021-02-01'", before_months="2147483647",
        after_months="2147483647"), "00000"),
    Refusal("months of a large multiple of 12, annual", call(
        before_months="2147483640", after_months="2147483640"), "00000"),
    *both("baseline unknown", "22023", baseline="'median'"),
    *both("baseline in capitals", "22023", baseline="'MEAN'"),
    *both("thresholds an array", "22023", thresholds="'[]'"),
    *both("thresholds a number", "22023", thresholds="'1'"),
    *both("thresholds JSON null", "22023", thresholds="'null'"),
    *both("threshold unknown", "22023", thresholds="""'{"surge": 1}'"""),
    *both("weight unknown", "22023", thresholds="""'{"weight.SURGES": 1}'"""),
    *both("weight in lower case", "22023", thresholds="""'{"weight.surge": 1}'"""),
    *both("threshold a string", "22023", thresholds="""'{"surge_ratio": "3"}'"""),
    *both("threshold null", "22023", thresholds="""'{"surge_ratio": null}'"""),
    *both("threshold true", "22023", thresholds="""'{"surge_ratio": true}'"""),
    *both("threshold an object", "22023", thresholds="""'{"surge_ratio": {}}'"""),
    *both("threshold below 0", "22023", thresholds="""'{"surge_ratio": -0.000000000001}'"""),
    *both("threshold of 13 decimals", "22023", thresholds="""'{"markup": 0.0000000000001}'"""),
    *both("threshold 1e26", "22023", thresholds="""'{"min_value": 1e26}'"""),
    *both("threshold 1e400", "22023", thresholds="""'{"min_value": 1e400}'"""),
    *both("weight above 1", "22023", thresholds="""'{"weight.WASH": 1.000000000001}'"""),
    *both("flag_score above 1", "22023", thresholds="""'{"flag_score": 1.000000000001}'"""),
    Refusal("threshold just below 1e26", thresholds(
        '{"min_value": 99999999999999999999999999.999999999999}'), "00000"),
    Refusal("weight and flag_score of 1", thresholds(
        '{"weight.WASH": 1, "flag_score": 1}'), "00000"),
    Refusal("threshold 0 and -0", thresholds('{"markup": 0, "overlap": -0}'), "00000"),
    Refusal("every name", thresholds("{%s}" % ", ".join('"%s": 0.5' % n for n in (
        "surge_ratio", "min_value", "sourcing_ratio", "sourcing_cover", "direct_drop",
        "overlap", "pass_through", "wash_cover", "not_a_source", "markup", "flag_score",
        "weight.SURGE", "weight.NEW_ROUTE", "weight.SOURCING", "weight.DIRECT_DROP",
        "weight.OVERLAP", "weight.PASS_THROUGH", "weight.WASH", "weight.NOT_A_SOURCE",
        "weight.MARKUP"))), "00000"),
    Refusal("no period before", call(since="'2021-01-01'"), "22023"),
    Refusal("no period after", call(since="'2022-02-01'"), "22023"),
    Refusal("since after all data", call(since="'2030-01-01'"), "22023"),
    Refusal("since before all data", call(since="'2010-01-01'"), "22023"),
    Refusal("coverage without a period", call(coverage="'empty'"), "22023"),
    Refusal("coverage that cuts the only year after", call(
        coverage="'[2021-01-01,2022-12-31)'"), "22023"),
    Refusal("coverage that cuts the only year before", call(
        coverage="'[2021-01-02,)'"), "22023"),
    Refusal("coverage that ends with the year", call(
        coverage="'[2021-01-01,2022-12-31]'"), "00000"),
    Refusal("coverage makes an after window without a cell", call(
        since="'2022-02-24'", coverage="'[2019-01-01,2024-01-01)'"), "00000"),
    Refusal("target within origins in another spelling", call(
        CODES, target="'643'", origins="ARRAY['DEU', 'ru']"), "22023"),
    Refusal("country codes in any spelling", call(
        CODES, target="'643'", origins="ARRAY['de', '276', 'DEU']"), "00000"),
]

WARNINGS = [
    ("neither target nor origin among the labels", call(target="'643'", origins="ARRAY['276']"), 1),
    ("only an origin among the labels", call(target="'643'"), 0),
    ("only the target among the labels", call(origins="ARRAY['276']"), 0),
    ("a NULL matrix", call("NULL::trade_matrix", target="'643'"), 0),
    ("three matrices, one statement",
     "SELECT count(*) FROM (SELECT trade_matrix(e, i, p, v) AS m FROM %s, "
     "generate_series(1, 3) AS g GROUP BY g) AS t, intermediary_flags(m, '643', "
     "ARRAY['276'], '2022-01-01') AS f;" % ANNUAL, 1),
]

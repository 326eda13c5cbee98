-- What a matrix tells
CREATE TABLE valve_flow (exporter text, importer text, year integer, value double precision, pieces double precision);
INSERT INTO valve_flow VALUES
    ('ITA', 'RUS', 2021, 60, 4), ('DEU', 'RUS', 2021, 15, 2), ('CHN', 'RUS', 2021, 25, 4),
    ('CHN', 'RUS', 2023, 55, 11), ('TUR', 'RUS', 2023, 5, NULL), ('DEU', 'RUS', 2022, 20, 2),
    ('CHN', 'KAZ', 2021, 10, 2), ('CHN', 'KAZ', 2023, 40, 10), ('DEU', 'KAZ', 2023, 30, 2);
CREATE TABLE valve AS
SELECT trade_matrix(exporter, importer, year, value, pieces) AS m,
    trade_matrix(exporter::country_code, importer::country_code, make_date(year, 6, 1), value) AS by_month
FROM valve_flow;

SELECT suppliers(m, 'RUS', 2023), markets(m, 'CHN', 2023) FROM valve;
SELECT hhi(suppliers(m, 'RUS', 2023)), effective_number(suppliers(m, 'RUS', 2023)) FROM valve;
SELECT series(m), series(m, ARRAY['CHN'], ARRAY['RUS']) AS one_flow, series(m, importers => ARRAY['KAZ']) AS imports FROM valve;
SELECT f.* FROM valve, import_shares(m, 2023) AS f;
SELECT f.* FROM valve, import_shares(m, 2023, 'DEU') AS f;
SELECT f.* FROM valve, import_growth(m, 2023, 2021) AS f;
SELECT f.* FROM valve, import_growth(m, 2022) AS f;
SELECT f.* FROM valve, growth_rates(m, 2023, '[2021-01-01,2023-01-01)') AS f;
SELECT f.* FROM valve, unit_values(m, 2023) AS f;
SELECT f.* FROM valve, growth_parts(m, '{RUS}', 2023, 2021) AS f;
SELECT f.lost, f.gained, f.pivot, f.lost_value * 12 AS lost_value, f.gained_value * 12 AS gained_value, f.replaced
FROM valve, pivot(m, 'RUS', 2021, 2023, ARRAY['ITA', 'DEU']) AS f;
SELECT c.* FROM valve, pivot(m, 'RUS', 2021, 2023, ARRAY['ITA', 'DEU']) AS f,
    jsonb_to_recordset(f.captors) AS c (label text, part numeric, share_before numeric, share_after numeric, relative_price numeric, price_to_others numeric);

-- country codes are read in any form, months are windows too
SELECT suppliers(by_month, 'ru', '2023-06'), series(by_month, ARRAY['156'], NULL) FROM valve;
SELECT f.* FROM valve, import_shares(by_month, '2023-Q2', 'cn') AS f;

-- nothing there
SELECT suppliers(m, 'FRA', 2023), markets(m, 'CHN', 1990), series(m, '{}') FROM valve;
SELECT f.* FROM valve, import_shares(m, 2023, 'FRA') AS f;
SELECT f.* FROM valve, pivot(m, 'FRA', 2021, 2023, ARRAY['DEU']) AS f;

-- what is refused
SELECT suppliers(m, 'RUS', '2023-03') FROM valve;
SELECT suppliers(by_month, 'Atlantis', 2023) FROM valve;
SELECT series(m, ARRAY['CHN', NULL]) FROM valve;
SELECT pivot(m, 'RUS', 2021, 2023, NULL) FROM valve;
SELECT f.* FROM valve, import_growth(m, 1) AS f;
SELECT f.* FROM valve, import_shares(m - m - m, 2023) AS f;

DROP TABLE valve_flow, valve;

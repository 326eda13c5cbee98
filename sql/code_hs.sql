-- Codes of the Harmonized System.
SELECT t AS written, t::hs_code AS code, hs_digits(t::hs_code) AS digits
FROM unnest(ARRAY['85', '8542', '854231', '8542.31', '85 42 31', '8542.31.90', '8542 31 900 1', ' 0101 ', '0501.00', '8542.31.00', E'\t85 .42\n', '9999999999']) AS t;

-- what cannot be read, and why
SELECT '101'::hs_code;
SELECT '854231900'::hs_code;
SELECT '85423190012'::hs_code;
SELECT '8542319001234'::hs_code;
SELECT '10121.0'::hs_code;
SELECT '85423100.00'::hs_code;
SELECT '8.54231E+05'::hs_code;
SELECT '101.21'::hs_code;
SELECT '8542.3'::hs_code;
SELECT lpad('8542', 6, '0')::hs_code;
SELECT '77'::hs_code;
SELECT ''::hs_code;
SELECT '8542..31'::hs_code;
SELECT '8542.31.'::hs_code;
SELECT 'TOTAL'::hs_code;
SELECT hs_code(repeat('x', 200));
SELECT t, try_hs_code(t) FROM unnest(ARRAY['8542.31', '101', 'TOTAL', '', NULL]) AS t;

-- numbers lost their leading zeros
SELECT hs_code(10121, 6), hs_code(1, 2), hs_code(101, 4), hs_code(8542319001, 10), hs_code(85::smallint, 2);
SELECT try_hs_code('10121', 6), try_hs_code('10121.0', 6), try_hs_code('8542.31', 6), try_hs_code('8542', 6), try_hs_code('TOTAL', 6);
SELECT 10121::hs_code;
SELECT hs_code(10121, 5);
SELECT hs_code(10121, 12);
SELECT hs_code(10121, 4);
SELECT hs_code(-1, 4);
SELECT hs_code(8542, 6);
SELECT try_hs_code('8542', 5);

-- hierarchy: a code is within itself
SELECT a, b, a <@ b AS within, b @> a AS contains, hs_within(a, b), hs_contains(b, a)
FROM (VALUES ('854231'::hs_code, '8542'::hs_code), ('8542', '8542'), ('8542', '854231'), ('8541', '8542'), ('0101', '01')) AS v(a, b);
SELECT hs_chapter('854231'), hs_level('854231', 4) AS heading, hs_level('854231', 6) AS itself,
    hs_level('854231', 8) AS deeper, hs_range_end('8542');
SELECT hs_level('854231', 3);
-- the same of text; what is no code has no chapter
SELECT t, hs_chapter(t), hs_level(t, 4), hs_digits(t) FROM unnest(ARRAY['8542.31', '85', '10121.0', 'TOTAL', NULL]) AS t;

-- a heading stands right before its codes
SELECT string_agg(code::text, ' ' ORDER BY code) AS sorted
FROM unnest('{8543,854231,0101,8542,85423190,99,85,854110,01}'::hs_code[]) AS code;
SELECT hs_level(code, 4) AS heading, count(*) FROM unnest('{854231,854232,8541.10,85}'::hs_code[]) AS code GROUP BY 1 ORDER BY 1;

-- to text and from text on assignment
CREATE TEMP TABLE hs_line (product hs_code PRIMARY KEY, label text);
INSERT INTO hs_line VALUES ('8542.31', '854231'::hs_code);
TABLE hs_line;
INSERT INTO hs_line SELECT '8542'::text, 'heading';
INSERT INTO hs_line SELECT '853'::text, 'half a heading';
INSERT INTO hs_line VALUES ('854231', 'again');

-- a domain, an array
CREATE DOMAIN hs6 AS hs_code CHECK (hs_digits(VALUE) = 6);
SELECT '8542.31'::hs6, ARRAY['01', '0101']::hs_code[];
SELECT '8542'::hs6;
DROP DOMAIN hs6;

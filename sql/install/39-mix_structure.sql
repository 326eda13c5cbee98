--
-- mix_structure: the structure of trade beside that of the world
--

CREATE FUNCTION @extschema@.rca(exports @extschema@.trade_mix, world @extschema@.trade_mix, label pg_catalog.text) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_relative_share'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.rca(@extschema@.trade_mix, @extschema@.trade_mix, pg_catalog.text) IS
'Balassa''s revealed comparative advantage in a product: its share in the exports over its share in the exports of the world; from 1 on an advantage. 0 for a product that the exports lack; NULL for one that the world lacks, and where the exports are 0. Labels that are codes are read in any form, 22P02 where they cannot be; text that is absent while a mix has another spelling of the same country is 22023. A label of negative value and mixes of other kinds of labels are 22023. Source: Balassa 1965.';

CREATE FUNCTION @extschema@.rca(exports @extschema@.trade_mix, world @extschema@.trade_mix, label @extschema@.hs_code) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_relative_share_hs'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.rca(@extschema@.trade_mix, @extschema@.trade_mix, @extschema@.hs_code) IS
'Balassa''s revealed comparative advantage in a product: its share in the exports over its share in the exports of the world; from 1 on an advantage. 0 for a product that the exports lack; NULL for one that the world lacks, and where the exports are 0. Codes below it do not count. A label of negative value and a mix with other labels are 22023.';

CREATE FUNCTION @extschema@.rca(
    exports @extschema@.trade_mix,
    world @extschema@.trade_mix,
    OUT label pg_catalog.text,
    OUT value double precision,
    OUT share double precision,
    OUT world_share double precision,
    OUT rca double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_mix_relative_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 50
SUPPORT @extschema@.trade_mix_rows_support;

COMMENT ON FUNCTION @extschema@.rca(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Balassa''s revealed comparative advantage in every product of either mix, in the order of their bytes: value, share in the exports, share in the exports of the world, and the one over the other. rca is NULL where the world lacks the product or the exports are 0, a share where its total is 0. A label of negative value and mixes of other kinds of labels are 22023.';

CREATE FUNCTION @extschema@.intensity(exports @extschema@.trade_mix, world @extschema@.trade_mix, label pg_catalog.text) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_relative_share'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.intensity(@extschema@.trade_mix, @extschema@.trade_mix, pg_catalog.text) IS
'Trade intensity with a partner, as WITS has it: the partner''s share in the exports over its share in the exports of the world; above 1 more is traded than the partner''s weight in the world lets one expect. 0 for a partner that the exports lack; NULL for one that the world lacks, and where the exports are 0. Labels that are codes are read in any form, 22P02 where they cannot be; text that is absent while a mix has another spelling of the same country is 22023. A label of negative value and mixes of other kinds of labels are 22023.';

CREATE FUNCTION @extschema@.intensity(exports @extschema@.trade_mix, world @extschema@.trade_mix, label @extschema@.country_code) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_relative_share_country'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.intensity(@extschema@.trade_mix, @extschema@.trade_mix, @extschema@.country_code) IS
'Trade intensity with a partner, as WITS has it: the partner''s share in the exports over its share in the exports of the world; above 1 more is traded than the partner''s weight in the world lets one expect. 0 for a partner that the exports lack; NULL for one that the world lacks, and where the exports are 0. A label of negative value and a mix with other labels are 22023.';

CREATE FUNCTION @extschema@.intensity(
    exports @extschema@.trade_mix,
    world @extschema@.trade_mix,
    OUT label pg_catalog.text,
    OUT value double precision,
    OUT share double precision,
    OUT world_share double precision,
    OUT intensity double precision
) RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_mix_relative_shares'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 50
SUPPORT @extschema@.trade_mix_rows_support;

COMMENT ON FUNCTION @extschema@.intensity(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Trade intensity, as WITS has it, with every partner of either mix, in the order of their bytes: value, share in the exports, share in the exports of the world, and the one over the other. intensity is NULL where the world lacks the partner or the exports are 0, a share where its total is 0. A label of negative value and mixes of other kinds of labels are 22023.';

CREATE FUNCTION @extschema@.complementarity(exports @extschema@.trade_mix, imports @extschema@.trade_mix) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_mix_complementarity'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION @extschema@.complementarity(@extschema@.trade_mix, @extschema@.trade_mix) IS
'Trade complementarity, as WITS has it: 100 (1 - sum |m - x| / 2) over the shares x of products in what one country exports and m in what another imports. 0 where nothing that is exported is imported, 100 for equal shares; a hundred times similarity(). A label of negative value and mixes of other kinds of labels are 22023; NULL where a total is 0.';

--
-- array: on PostgreSQL 15 and 16 an array type is no member of the extension by
-- itself, as it is from 17 on, and postgres_fdw sends no array of such a type:
-- neither IN (...) nor = ANY (...).  The build leaves this out where it is not needed.
--

ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_window[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.country_code[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.hs_code[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_growth_state[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.import_share_state[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.share_bounds[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_series[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_series_state[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_mix[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_mix_state[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_matrix[];
ALTER EXTENSION sanctions ADD TYPE @extschema@.trade_matrix_state[];

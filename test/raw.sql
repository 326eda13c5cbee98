-- raw_X, for tests of the stored state trade_X: its bytes as they lie.  Before: \set state X
CREATE TYPE raw_:state;
CREATE FUNCTION raw_in(cstring) RETURNS raw_:state LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION raw_out(raw_:state) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE raw_:state (INPUT = raw_in, OUTPUT = raw_out, INTERNALLENGTH = VARIABLE, ALIGNMENT = double);
CREATE CAST (raw_:state AS trade_:state) WITHOUT FUNCTION;
CREATE CAST (trade_:state AS raw_:state) WITHOUT FUNCTION;

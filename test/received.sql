-- received(message): the trade_X that COPY makes of a binary message.  Before: \set state X
SELECT format($format$
CREATE FUNCTION received(bytea) RETURNS trade_%1$s LANGUAGE plpgsql AS $$
DECLARE
    state trade_%1$s;
    file text := current_setting('data_directory') || '/%1$s_test.bin';
    message bytea;
    lo oid;
BEGIN
    message := '\x5047434f50590aff0d0a0000000000000000000001'::bytea || int4send(length($1)) || $1 || '\xffff'::bytea;
    lo := lo_from_bytea(0, message);
    PERFORM lo_export(lo, file);
    PERFORM lo_unlink(lo);
    CREATE TEMP TABLE IF NOT EXISTS received_state (s trade_%1$s);
    TRUNCATE received_state;
    EXECUTE format('COPY received_state FROM %%L (FORMAT binary)', file);
    SELECT r.s INTO state FROM received_state AS r;
    RETURN state;
END $$
$format$, :'state') \gexec

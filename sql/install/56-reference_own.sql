--
-- own: a user's own rows, for other servers
--

CREATE FUNCTION @extschema@.sanctions_own_rows() RETURNS SETOF pg_catalog.text
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
SET datestyle = 'ISO, YMD'
BEGIN ATOMIC
    SELECT pg_catalog.format(
        'INSERT INTO %s (group_name, member, valid, source) VALUES (%L, %L, %L, %L) ON CONFLICT (group_name, member, (pg_catalog.lower(valid)), shipped) DO UPDATE SET valid = excluded.valid, source = excluded.source;',
        '@extschema@.sanctions_group', group_name, member, valid, source)
    FROM @extschema@.sanctions_group WHERE NOT shipped
UNION ALL
    SELECT pg_catalog.format(
        'INSERT INTO %s (regime, target, effective_on, description, source) VALUES (%L, %L, %L, %L, %L) ON CONFLICT (regime, target, effective_on, description, shipped) DO UPDATE SET source = excluded.source;',
        '@extschema@.sanctions_event', regime, target, effective_on, description, source)
    FROM @extschema@.sanctions_event WHERE NOT shipped
UNION ALL
    SELECT pg_catalog.format(
        'INSERT INTO %s (list_name, tier, vintage, hs, valid, description, source) VALUES (%L, %L, %L, %L, %L, %L, %L) ON CONFLICT (list_name, vintage, hs, (pg_catalog.lower(valid)), shipped) DO UPDATE SET tier = excluded.tier, valid = excluded.valid, description = excluded.description, source = excluded.source;',
        '@extschema@.sanctions_list', list_name, tier, vintage, hs, valid, description, source)
    FROM @extschema@.sanctions_list WHERE NOT shipped
UNION ALL
    SELECT pg_catalog.format(
        'INSERT INTO %s (vintage, hs, older_vintage, older_hs, match, note, source) VALUES (%L, %L, %L, %L, %L, %L, %L) ON CONFLICT (vintage, hs, older_vintage, older_hs, shipped) DO UPDATE SET match = excluded.match, note = excluded.note, source = excluded.source;',
        '@extschema@.sanctions_hs_bridge', vintage, hs, older_vintage, older_hs, match, note, source)
    FROM @extschema@.sanctions_hs_bridge WHERE NOT shipped
UNION ALL
    SELECT pg_catalog.format(
        'INSERT INTO %s (key, code, kind) VALUES (%L, %L, %L) ON CONFLICT (key, shipped) DO UPDATE SET code = excluded.code, kind = excluded.kind;',
        '@extschema@.sanctions_country_name', key, code, kind)
    FROM @extschema@.sanctions_country_name WHERE NOT shipped
ORDER BY 1;
END;

COMMENT ON FUNCTION @extschema@.sanctions_own_rows() IS
E'Your own rows of sanctions_group, sanctions_event, sanctions_list, sanctions_hs_bridge and sanctions_country_name, as INSERT statements that bring them to another server with the extension in a schema of the same name, in psql with \\gexec or through run_command_on_workers of Citus. Run again they bring what changed; rows deleted since stay until deleted there: DELETE FROM ... WHERE NOT shipped. No row where there are none of your own. Run by a role that may INSERT there, as the owner of the extension.';

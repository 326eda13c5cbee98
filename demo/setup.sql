\set QUIET on
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS sanctions;
\pset border 1
\pset linestyle ascii
\pset format aligned
SELECT group_members('GECC') AS coalition \gset

\set QUIET on
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS sanctions;
SET client_min_messages = notice;
\pset border 1
\pset linestyle ascii
\pset format aligned

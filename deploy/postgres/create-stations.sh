#!/bin/bash
# Runs once, on an empty data folder. The servers' user owns its database, makes its schemas itself and may do nothing else.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" -v password="$(cat "$SERVERS_PASSWORD_FILE")" <<'SQL'
CREATE ROLE stations LOGIN PASSWORD :'password';
CREATE DATABASE stations OWNER stations;
REVOKE ALL ON DATABASE stations FROM PUBLIC;
SQL

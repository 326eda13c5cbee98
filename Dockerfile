# PostgreSQL with the extension, from this folder:
#   docker build -t postgres-sanctions .
# Whatever runs after FROM runs on any Debian with that server, too; test/packages does.
FROM postgres:17-trixie
COPY . /usr/src/sanctions
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev make "postgresql-server-dev-$PG_MAJOR" \
 && make -C /usr/src/sanctions -j"$(nproc)" install with_llvm=no PG_CONFIG="/usr/lib/postgresql/$PG_MAJOR/bin/pg_config" \
 && apt-get purge -y --auto-remove gcc libc6-dev make "postgresql-server-dev-$PG_MAJOR" \
 && rm -rf /usr/src/sanctions /var/lib/apt/lists/*

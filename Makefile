# sanctions: a PGXS extension. `make demo` and `make test` set up all they need.
EXTENSION = sanctions
MODULE_big = sanctions

# Where the sources lie: this folder, or another one in a VPATH build.
top := $(patsubst %/,%,$(dir $(firstword $(MAKEFILE_LIST))))
ifdef VPATH
top := $(VPATH)
endif
# The control file is where the version stands.
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(top)/$(EXTENSION).control)

SOURCES := $(sort $(wildcard $(top)/src/*.c $(top)/src/*/*.c))
FOLDERS := $(sort $(patsubst $(top)/%/,%,$(dir $(SOURCES))))
FRAGMENTS := $(sort $(wildcard $(top)/sql/install/*.sql))

OBJS = $(patsubst $(top)/%.c,%.o,$(SOURCES))
DATA_built = sql/$(EXTENSION)--$(EXTVERSION).sql
# Beside psql; made in the build's own folder, where uninstall expects its name.
SCRIPTS_built = sanctions-import
DATA = $(patsubst $(top)/%,%,$(wildcard $(top)/sql/upgrade/*--*--*.sql))
DOCS = $(patsubst $(top)/%,%,$(wildcard $(addprefix $(top)/,README.md CHANGELOG.md SECURITY.md LICENSE doc/*.md doc/*.txt)))
EXTRA_CLEAN = $(OBJS:.o=.d)

REGRESS = code_country code_hs growth growth_yoy leaks matrix matrix_accessors mix operations_import operations_lint period \
	reference_event reference_group reference_list screen series share version
REGRESS_OPTS = --inputdir=$(top) --load-extension=$(EXTENSION)

# Sums must not depend on how the compiler contracts a*b+c.  The C standard is the
# one the server was built with: the headers of 19 need more than gnu11.
PG_CFLAGS = -ffp-contract=off -Wall -Wextra -Wno-unused-parameter \
	-Wno-sign-compare -Wno-missing-field-initializers -Wno-declaration-after-statement -Wno-cast-function-type
# Preprocessor flags reach the bitcode for the JIT too.
PG_CPPFLAGS = -I$(top)/src -DSANCTIONS_VERSION='"$(EXTVERSION)"'

# Calls from one file to another are bound when the library is linked, as from 16 on they are
# by the server's own flags; else each goes through a table of addresses.  Other systems'
# linkers bind them so anyhow, or do not know the option.
SHLIB_LINK = $(if $(filter linux,$(PORTNAME)),-Wl$(comma)-Bsymbolic-functions)
comma := ,

PG_CONFIG ?= pg_config
# What is wrong with the server that PG_CONFIG names, in one line; nothing where it will do.
define unfit
version=`$(PG_CONFIG) --version 2>/dev/null`; \
pgxs=`$(PG_CONFIG) --pgxs 2>/dev/null`; \
headers=`$(PG_CONFIG) --includedir-server 2>/dev/null`; \
major=`echo "$$version" | sed -n '1s/^[A-Za-z]* \([0-9][0-9]*\).*/\1/p'`; \
packages="(postgresql-server-dev-$${major:-NN} on Debian, postgresql$${major:-NN}-devel on Red Hat)"; \
if [ -z "$$major" ]; then \
	echo "PG_CONFIG=$(PG_CONFIG) does not run: install the server's development files $$packages, or name another one with PG_CONFIG=/path/to/pg_config"; \
elif [ "$$major" -lt 15 ]; then \
	echo "$(PG_CONFIG) is of $$version, and $(EXTENSION) needs PostgreSQL 15 or later: name another one with PG_CONFIG=/path/to/pg_config"; \
elif [ ! -f "$$pgxs" ]; then \
	echo "$(PG_CONFIG) is of $$version, of which only the client's part is here ($$pgxs is missing): install the server's development files $$packages"; \
elif [ ! -f "$$headers/postgres.h" ]; then \
	echo "$(PG_CONFIG) is of $$version, whose headers are not here ($$headers/postgres.h is missing): install the server's development files $$packages"; \
elif cat "$$headers"/pg_config*.h | grep -q 'define SIZEOF_VOID_P 4' && ! cat "$$headers"/pg_config*.h | grep -q 'define SIZEOF_VOID_P 8'; then \
	echo "$(PG_CONFIG) is of a 32-bit $$version, and $(EXTENSION) needs a 64-bit one: sums are integers of 128 bits"; \
fi
endef
# `make demo`, `make test`, `make bench` and `make dist` run without a server.
ifeq ($(filter demo test bench dist,$(MAKECMDGOALS)),)
problem := $(shell $(unfit))
ifneq ($(problem),)
$(error $(problem))
endif
PGXS := $(shell $(PG_CONFIG) --pgxs)
# Bitcode for the JIT is made by the compiler that the server names; without it here the
# library does without.
CLANG_WANTED := $(or $(CLANG),$(shell sed -n 's/^CLANG *= *//p' $(dir $(PGXS))../Makefile.global))
ifeq ($(shell command -v $(CLANG_WANTED) 2>/dev/null),)
override with_llvm = no
endif
# A VPATH build starts in an empty folder.
$(shell mkdir -p $(FOLDERS) sql)
include $(PGXS)
# Guides have names that another extension's may have too: a folder of their own.
docmoduledir := $(EXTENSION)
uninstall: uninstall-guides
.PHONY: uninstall-guides
uninstall-guides:	# PGXS looks for them under doc/, but installs them flat
	rm -f $(addprefix '$(DESTDIR)$(docdir)/$(docmoduledir)'/, $(notdir $(DOCS)))
# Of another folder only sources are taken, never what somebody has built there.
override srcdir := $(srcdir)
override VPATH :=
vpath %.c $(top)
vpath %.control $(top)

# The compiler says which headers a source includes, which PGXS does not track.
%.o: %.c
	$(COMPILE.c) -MMD -MP -MT $@ -MT $*.bc -MF $*.d -o $@ $<
-include $(OBJS:.o=.d)

# From 17 an array type comes with its element's type.
ifeq ($(filter 15 16,$(MAJORVERSION)),)
FRAGMENTS := $(filter-out %/90-array.sql,$(FRAGMENTS))
endif

$(DATA_built): $(FRAGMENTS) $(top)/Makefile
	(printf '%s\n' '\echo Use "CREATE EXTENSION $(EXTENSION)" to load this file. \quit'; \
	 cat $(FRAGMENTS)) > $@

sanctions-import: $(top)/bin/sanctions-import $(top)/Makefile
	sed 's/@EXTVERSION@/$(EXTVERSION)/' $< >$@
	chmod +x $@
endif

.PHONY: demo test bench dist
demo:
	@DATA='$(if $(filter command environment,$(origin DATA)),$(DATA))' PRESET='$(PRESET)' REPORT='$(REPORT)' $(top)/demo/run
test:
	@$(top)/test/run
bench:
	@ROWS='$(ROWS)' RUNS='$(RUNS)' VALUES='$(VALUES)' SHAPE='$(SHAPE)' PEERS='$(PEERS)' QUESTIONS='$(QUESTIONS)' $(top)/bench/run
dist:
	git -C $(top) archive --format=zip --prefix=$(EXTENSION)-$(EXTVERSION)/ HEAD >$(EXTENSION)-$(EXTVERSION).zip

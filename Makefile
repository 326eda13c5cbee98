# sanctions: a PGXS extension. `make demo` and `make test` set up all they need.
EXTENSION = sanctions
EXTVERSION = 0.1.0
MODULE_big = sanctions

# Where the sources lie: this folder, or another one in a VPATH build.
top := $(patsubst %/,%,$(dir $(firstword $(MAKEFILE_LIST))))
ifdef VPATH
top := $(VPATH)
endif

SOURCES := $(sort $(wildcard $(top)/src/*.c $(top)/src/*/*.c))
INCLUDED := $(wildcard $(top)/src/*.h $(top)/src/*/*.h)
FOLDERS := $(sort $(patsubst $(top)/%/,%,$(dir $(SOURCES))))
FRAGMENTS := $(sort $(wildcard $(top)/sql/install/*.sql))

OBJS = $(patsubst $(top)/%.c,%.o,$(SOURCES))
DATA_built = sql/$(EXTENSION)--$(EXTVERSION).sql
DATA = $(patsubst $(top)/%,%,$(wildcard $(top)/sql/upgrade/*--*--*.sql))
EXTRA_CLEAN = $(DATA_built)

REGRESS = code_country code_hs growth growth_yoy matrix matrix_accessors mix period \
	reference_event reference_group reference_list screen series share version
REGRESS_OPTS = --inputdir=$(top) --load-extension=$(EXTENSION)

# Sums must not depend on how the compiler contracts a*b+c.  The C standard is the
# one the server was built with: the headers of 19 need more than gnu11.
PG_CFLAGS = -ffp-contract=off -Wall -Wextra -Wno-unused-parameter \
	-Wno-sign-compare -Wno-missing-field-initializers -Wno-declaration-after-statement -Wno-cast-function-type
# Preprocessor flags reach the bitcode for the JIT too.
PG_CPPFLAGS = -I$(top)/src -DSANCTIONS_VERSION='"$(EXTVERSION)"'

PG_CONFIG ?= pg_config
# `make demo`, `make test` and `make bench` run before the server headers exist.
ifeq ($(filter demo test bench,$(MAKECMDGOALS)),)
PGXS := $(shell $(PG_CONFIG) --pgxs)
# A VPATH build starts in an empty folder.
$(shell mkdir -p $(FOLDERS) sql)
include $(PGXS)

# PGXS does not track headers; there are few, so any change rebuilds all.
$(OBJS) $(OBJS:.o=.bc): $(INCLUDED)

# From 17 an array type comes with its element's type.
ifeq ($(filter 15 16,$(MAJORVERSION)),)
FRAGMENTS := $(filter-out %/90-array.sql,$(FRAGMENTS))
endif

$(DATA_built): $(FRAGMENTS) $(top)/Makefile
	(printf '%s\n' '\echo Use "CREATE EXTENSION $(EXTENSION)" to load this file. \quit'; \
	 cat $(FRAGMENTS)) > $@
endif

.PHONY: demo test bench
demo:
	@DATA='$(if $(filter command environment,$(origin DATA)),$(DATA))' PRESET='$(PRESET)' $(top)/demo/run
test:
	@$(top)/test/run
bench:
	@ROWS='$(ROWS)' RUNS='$(RUNS)' VALUES='$(VALUES)' SHAPE='$(SHAPE)' PEERS='$(PEERS)' QUESTIONS='$(QUESTIONS)' $(top)/bench/run

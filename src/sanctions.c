/* Module magic, and nothing else. */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;

/* The version of the library, for sanctions_version(). */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "exact/function.h"

SANCTIONS_FUNCTION(sanctions_library_version, PointerGetDatum(cstring_to_text(SANCTIONS_VERSION)))

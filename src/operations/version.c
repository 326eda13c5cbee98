/* The version of the library, for sanctions_version(). */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sanctions_library_version);

Datum
sanctions_library_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(SANCTIONS_VERSION));
}

/* Doubles and users' texts for messages and jsonb. */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "compat.h"
#include "exact/print.h"

char *
sanctions_double_text(double value)
{
	char	   *text = palloc(SANCTIONS_DOUBLE_BYTES);

	sanctions_double_write(value, text);
	return text;
}

char *
sanctions_clip(const char *text, Size length)
{
	if (length <= SANCTIONS_SHOWN_BYTES)
		return pnstrdup(text, length);
	return psprintf("%.*s...", pg_mbcliplen(text, SANCTIONS_SHOWN_BYTES + 1, SANCTIONS_SHOWN_BYTES), text);
}

char *
sanctions_clip_string(const char *text)
{
	return sanctions_clip(text, strlen(text));
}

char *
sanctions_clip_text(const text *value)
{
	return sanctions_clip(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

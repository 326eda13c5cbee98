/* Values of states that are refused: stored, received, written as text. */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "compat.h"
#include "exact/print.h"
#include "state/errors.h"

#define CHARACTERS_A_STEP 65536

void
sanctions_reject_stored(const char *type, const char *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored %s is damaged: %s", type, problem)));
}

void
sanctions_reject_binary(const char *type, const char *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s: %s", type, problem)));
}

/* As the server counts, but in steps: the text may be long. */
static int
count_characters(const char *text, const char *end)
{
	int			count = 0;

	for (; text < end; text += pg_mblen(text))
		if (count++ % CHARACTERS_A_STEP == 0)
			CHECK_FOR_INTERRUPTS();
	return count;
}

Datum
sanctions_reject_text(const trade_json *json, const char *text, const char *type, const char *hint,
					  struct Node *context)
{
	const char *at = json->problem_at ? json->problem_at : json->at;
	int			after = strnlen(at, SANCTIONS_SHOWN_BYTES / 2);
	const char *from = at - Min(at - text, SANCTIONS_SHOWN_BYTES - after);
	int			length;

	/* start and end between characters */
	while (from > text && IS_HIGHBIT_SET(*from) && ((unsigned char) *from & 0xC0) == 0x80)
		from--;
	length = pg_mbcliplen(from, strnlen(from, SANCTIONS_SHOWN_BYTES), SANCTIONS_SHOWN_BYTES);
	if (json->out_of_range)
		sanctions_soft_error(context,
							 (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							  errmsg("value out of range for type %s: \"%.*s\"", type, length, from),
							  errdetail("There is %s.", json->problem)));
	sanctions_soft_error(context,
						 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
						  errmsg("invalid input syntax for type %s: \"%.*s\"", type, length, from),
						  errdetail("At character %d: %s.",
									count_characters(text, at) + 1, json->problem),
						  errhint("%s", hint)));
	return (Datum) 0;
}

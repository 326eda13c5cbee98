#include "code/face.h"

#include "catalog/namespace.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"

#include "exact/print.h"

/* no code with white space around it is this long */
#define CONVERTED_BYTES 1000

static bool
is_ascii(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (IS_HIGHBIT_SET(s[i]))
			return false;
	return true;
}

/*
 * Never an error: what cannot be converted has a character that no code has
 * either.  A database without an encoding may hold UTF-8 all the same.
 */
const char *
sanctions_code_utf8(const char *s, size_t *len)
{
	int			encoding = GetDatabaseEncoding();
	int			room;
	Oid			conversion;
	char	   *utf8;

	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII || *len > CONVERTED_BYTES || is_ascii(s, *len))
		return s;
	conversion = FindDefaultConversionProc(encoding, PG_UTF8);
	if (!OidIsValid(conversion))
		return s;
	room = *len * MAX_CONVERSION_GROWTH + 1;
	utf8 = palloc(room);
	if (pg_do_encoding_conversion_buf(conversion, encoding, PG_UTF8, (unsigned char *) unconstify(char *, s),
									  *len, (unsigned char *) utf8, room, true) != *len)
		return s;
	*len = strlen(utf8);
	return utf8;
}

const char *
sanctions_code_bytes(StringInfo message, int *len)
{
	*len = message->len - message->cursor;
	return pq_getmsgbytes(message, *len);
}

void
sanctions_reject_code_bytes(const char *type, const char *bytes, int len)
{
	char		shown[SANCTIONS_SHOWN_BYTES + 1];
	int			count = Min(len, SANCTIONS_SHOWN_BYTES);

	for (int i = 0; i < count; i++)
		shown[i] = bytes[i] >= ' ' && bytes[i] <= '~' ? bytes[i] : '?';
	shown[count] = '\0';
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s: \"%s%s\"", type, shown, count < len ? "..." : ""),
			 errhint("The binary form of a code is its text as the type writes it, in capitals, without dots and blanks.")));
}

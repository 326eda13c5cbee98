/*
 * The jsonb of a JSON text that this library wrote.
 *
 * The server's own reading gives the same bytes, but does not look for interrupts:
 * a mix of a million labels keeps it busy for a second.  The form is the one that
 * utils/jsonb.h describes: a container is a head, an entry for each child and then
 * the children; of an object first all keys, by length and then by bytes.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/value.h"
#include "state/text.h"

#define FIRST_CHILDREN 8
#define LOOKS_A_STEP 65536

typedef struct child
{
	const char *key;			/* of an object */
	int			length;
	const char *value;			/* where it begins in the text */
} child;

typedef struct child_list
{
	uint32		count;
	uint32		room;
	child	   *child;
} child_list;

static void
reject_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("value is too large for jsonb"),
			 errhint("A jsonb object holds up to %d bytes. Cast to text, or take the rows.", JENTRY_OFFLENMASK)));
}

/* Behind the string that begins here. */
static const char *
skip_string(const char *at)
{
	for (at++; *at != '"'; at++)
		if (*at == '\\')
			at++;
	return at + 1;
}

/* Behind the value that begins here. */
static const char *
skip_value(const char *at)
{
	int			depth = 0;
	uint32		looks = 0;

	do
	{
		if (looks++ % LOOKS_A_STEP == 0)
			CHECK_FOR_INTERRUPTS();
		if (*at == '"')
		{
			at = skip_string(at);
			continue;
		}
		depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
		at++;
	} while (depth > 0 || (*at != ',' && *at != '}' && *at != ']' && *at != '\0'));
	return at;
}

/* The bytes of the string that begins here: where they lie, or without escapes in memory of their own. */
static const char *
string_bytes(const char *at, int *length)
{
	const char *end = skip_string(at) - 1;
	char	   *bytes;
	char	   *to;

	*length = end - ++at;
	if (memchr(at, '\\', *length) == NULL)
		return at;
	bytes = to = palloc(*length);
	while (at < end)
		if (*at == '\\')
			at += trade_json_unescape(at, to++);
		else
			*to++ = *at++;
	*length = to - bytes;
	return bytes;
}

static void
skip_blanks(const char **at)
{
	while (**at == ' ')
		++*at;
}

static void
add_child(child_list *list, child one)
{
	if (list->count == list->room)
	{
		list->room *= 2;
		list->child = repalloc_huge(list->child, (Size) list->room * sizeof(child));
	}
	list->child[list->count++] = one;
}

/* All children of the container that begins here, and where it ends. */
static child_list
children_of(const char **at)
{
	bool		is_object = *(*at)++ == '{';
	child_list	list = {0, FIRST_CHILDREN, palloc(FIRST_CHILDREN * sizeof(child))};

	while (**at != '}' && **at != ']')
	{
		child		one = {NULL, 0, NULL};

		CHECK_FOR_INTERRUPTS();
		if (**at == ',')
			++*at;
		skip_blanks(at);
		if (is_object)
		{
			one.key = string_bytes(*at, &one.length);
			*at = skip_string(*at) + 1;
			skip_blanks(at);
		}
		one.value = *at;
		*at = skip_value(*at);
		add_child(&list, one);
	}
	++*at;
	if (list.count > JB_CMASK)
		reject_size();
	return list;
}

static int
compare_keys(const void *a, const void *b)
{
	const child *left = a;
	const child *right = b;

	CHECK_FOR_INTERRUPTS();
	if (left->length != right->length)
		return left->length < right->length ? -1 : 1;
	return memcmp(left->key, right->key, left->length);
}

static void
align(StringInfo out)
{
	while (out->len % ALIGNOF_INT != 0)
		appendStringInfoCharMacro(out, '\0');
}

static JEntry
put_bytes(StringInfo out, const char *bytes, int length)
{
	appendBinaryStringInfo(out, bytes, length);
	return JENTRY_ISSTRING | length;
}

static JEntry
put_number(StringInfo out, const char *at)
{
	char	   *digits = pnstrdup(at, strcspn(at, ",]}"));
	Numeric		number = sanctions_numeric_from_text(digits);
	int			from = out->len;

	align(out);
	appendBinaryStringInfo(out, (char *) number, VARSIZE_ANY(number));
	pfree(number);
	pfree(digits);
	return JENTRY_ISNUMERIC | (out->len - from);
}

/* An entry has the length of its child, or of all so far where somebody would else add up too many. */
static void
put_entry(StringInfo out, int entries, uint32 number, JEntry entry, uint32 *total)
{
	*total += JBE_OFFLENFLD(entry);
	if (*total > JENTRY_OFFLENMASK)
		reject_size();
	if (number % JB_OFFSET_STRIDE == 0)
		entry = (entry & JENTRY_TYPEMASK) | *total | JENTRY_HAS_OFF;
	memcpy(out->data + entries + number * sizeof(JEntry), &entry, sizeof(JEntry));
}

static JEntry put_value(StringInfo out, const char *at);

static JEntry
put_container(StringInfo out, const char *at)
{
	bool		is_object = *at == '{';
	child_list	list = children_of(&at);
	uint32		head = list.count | (is_object ? JB_FOBJECT : JB_FARRAY);
	uint32		number = 0;
	uint32		total = 0;
	int			from = out->len;
	int			entries;

	align(out);
	appendBinaryStringInfo(out, (char *) &head, sizeof(head));
	entries = out->len;
	enlargeStringInfo(out, Min((Size) list.count * 2 * sizeof(JEntry), MaxAllocSize));
	out->len += list.count * (is_object ? 2 : 1) * sizeof(JEntry);
	if (is_object)
		qsort(list.child, list.count, sizeof(child), compare_keys);
	for (uint32 i = 0; is_object && i < list.count; i++)
		put_entry(out, entries, number++, put_bytes(out, list.child[i].key, list.child[i].length), &total);
	for (uint32 i = 0; i < list.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_entry(out, entries, number++, put_value(out, list.child[i].value), &total);
	}
	pfree(list.child);
	if (out->len - from > JENTRY_OFFLENMASK)
		reject_size();
	return JENTRY_ISCONTAINER | (out->len - from);
}

static JEntry
put_value(StringInfo out, const char *at)
{
	int			length;
	const char *bytes;

	switch (*at)
	{
		case '{':
		case '[':
			return put_container(out, at);
		case '"':
			bytes = string_bytes(at, &length);
			return put_bytes(out, bytes, length);
		case 't':
			return JENTRY_ISBOOL_TRUE;
		case 'f':
			return JENTRY_ISBOOL_FALSE;
		case 'n':
			return JENTRY_ISNULL;
		default:
			return put_number(out, at);
	}
}

Datum
sanctions_jsonb(const char *json)
{
	StringInfoData out;

	Assert(*json == '{' || *json == '[');
	initStringInfo(&out);
	out.len = VARHDRSZ;
	(void) put_container(&out, json);
	SET_VARSIZE(out.data, out.len);
	return PointerGetDatum(out.data);
}

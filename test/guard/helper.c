/*
 * What SQL needs to feed damaged bytes to the library; in the guard build alone.
 *
 *   guard_value(bytea)        a value of the type that the SQL function gives
 *   guard_bytes(any value)    its bytes, of a varlena those after the header
 *   guard_mutate(a, b, seed)  a with one damage; b is of the same type
 *   guard_step(function, state, arguments)
 *                             a part of an aggregate, called as the executor does
 *   guard_receive(bytea)      the same through the receive function of the type
 *   guard_note(text)          printed when the server dies of what follows,
 *   guard_at(number)          and where it was
 *   guard_overflow(write)     dies: what the guard is for
 */
#include "postgres.h"

#include <signal.h>
#include <unistd.h>

#include "access/tupmacs.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(guard_value);
PG_FUNCTION_INFO_V1(guard_bytes);
PG_FUNCTION_INFO_V1(guard_mutate);
PG_FUNCTION_INFO_V1(guard_step);
PG_FUNCTION_INFO_V1(guard_receive);
PG_FUNCTION_INFO_V1(guard_note);
PG_FUNCTION_INFO_V1(guard_at);
PG_FUNCTION_INFO_V1(guard_overflow);

Datum
guard_value(PG_FUNCTION_ARGS)
{
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	Size		given = VARSIZE_ANY_EXHDR(bytes);
	int16		length;
	bool		by_value;
	char	   *value;

	get_typlenbyval(get_func_rettype(fcinfo->flinfo->fn_oid), &length, &by_value);
	if (length == -1)
	{
		value = palloc(given + VARHDRSZ);
		SET_VARSIZE(value, given + VARHDRSZ);
		memcpy(VARDATA(value), VARDATA_ANY(bytes), given);
		PG_RETURN_POINTER(value);
	}
	value = palloc0(length);
	memcpy(value, VARDATA_ANY(bytes), Min(given, length));
	PG_RETURN_DATUM(fetch_att(value, by_value, length));
}

Datum
guard_bytes(PG_FUNCTION_ARGS)
{
	Datum		value = PG_GETARG_DATUM(0);
	int16		length;
	bool		by_value;
	char	   *from = DatumGetPointer(value);
	Datum		stored;
	Size		size;
	bytea	   *bytes;

	get_typlenbyval(get_fn_expr_argtype(fcinfo->flinfo, 0), &length, &by_value);
	size = length;
	if (length == -1)
	{
		struct varlena *detoasted = PG_DETOAST_DATUM_PACKED(value);

		from = VARDATA_ANY(detoasted);
		size = VARSIZE_ANY_EXHDR(detoasted);
	}
	else if (by_value)
	{
		store_att_byval(&stored, value, length);
		from = (char *) &stored;
	}
	bytes = palloc(size + VARHDRSZ);
	SET_VARSIZE(bytes, size + VARHDRSZ);
	memcpy(VARDATA(bytes), from, size);
	PG_RETURN_BYTEA_P(bytes);
}

static uint64
next_random(uint64 *seed)
{
	uint64		z = (*seed += UINT64CONST(0x9E3779B97F4A7C15));

	z = (z ^ z >> 30) * UINT64CONST(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64CONST(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* Half of the places are in the head, where sizes and counts are. */
static Size
place(uint64 *seed, Size size)
{
	uint64		random = next_random(seed);

	return size == 0 ? 0 : (random & 1) != 0 ? (random >> 8) % Min(size, 64) : (random >> 8) % size;
}

/* One more or one less in a little-endian number of 1, 2, 4 or 8 bytes. */
static void
count_wrong(uint64 *seed, uint8 *bytes, Size size)
{
	Size		at = place(seed, size);
	int			carry = (next_random(seed) & 1) != 0 ? 1 : -1;
	Size		end = Min(size, at + ((Size) 1 << next_random(seed) % 4));

	for (; at < end && carry != 0; at++)
	{
		int			sum = bytes[at] + carry;

		bytes[at] = (uint8) sum;
		carry = sum < 0 ? -1 : sum > 255 ? 1 : 0;
	}
}

static void
byte_wrong(uint64 *seed, uint8 *bytes, Size size)
{
	static const uint8 spice[] = {0, 1, 0x7F, 0x80, 0xFE, 0xFF};
	uint64		random = next_random(seed);

	if (size > 0)
		bytes[place(seed, size)] = (random & 1) != 0 ? spice[(random >> 1) % lengthof(spice)] : (uint8) (random >> 8);
}

static void
bit_wrong(uint64 *seed, uint8 *bytes, Size size)
{
	if (size > 0)
		bytes[place(seed, size)] ^= 1 << next_random(seed) % 8;
}

/* Shorter, longer by a few bytes of anything, or without some bytes amid. */
static Size
length_wrong(uint64 *seed, uint8 *bytes, Size size)
{
	uint64		random = next_random(seed);
	Size		some = 1 + (random >> 8) % ((random & 4) != 0 ? 8 : 300);
	Size		at;

	switch (random % 3)
	{
		case 0:
			return (random & 8) != 0 ? size - Min(size, some) : place(seed, size);
		case 1:
			memset(bytes + size, (int) (random >> 16), some);
			return size + some;
		default:
			at = place(seed, size);
			some = Min(some, size - at);
			memmove(bytes + at, bytes + at + some, size - at - some);
			return size - some;
	}
}

/* The begin of one value, the end of another. */
static Size
spliced(uint64 *seed, uint8 *bytes, Size size, const uint8 *other, Size other_size)
{
	Size		at = place(seed, size);
	Size		from = (next_random(seed) & 1) != 0 ? Min(at, other_size) : place(seed, other_size);

	memcpy(bytes + at, other + from, other_size - from);
	return at + other_size - from;
}

Datum
guard_mutate(PG_FUNCTION_ARGS)
{
	bytea	   *value = PG_GETARG_BYTEA_PP(0);
	bytea	   *other = PG_GETARG_BYTEA_PP(1);
	uint64		seed = (uint64) PG_GETARG_INT64(2);
	Size		size = VARSIZE_ANY_EXHDR(value);
	Size		other_size = VARSIZE_ANY_EXHDR(other);
	bytea	   *mutant = palloc(VARHDRSZ + size + other_size + 400);
	uint8	   *bytes = (uint8 *) VARDATA(mutant);

	memcpy(bytes, VARDATA_ANY(value), size);
	for (int damage = next_random(&seed) % 4 == 0 ? 3 : 1; damage > 0; damage--)
		switch (next_random(&seed) % 8)
		{
			case 0:
			case 1:
				bit_wrong(&seed, bytes, size);
				break;
			case 2:
			case 3:
				byte_wrong(&seed, bytes, size);
				break;
			case 4:
			case 5:
				count_wrong(&seed, bytes, size);
				break;
			case 6:
				if (damage == 1)
					size = length_wrong(&seed, bytes, size);
				break;
			default:
				if (damage == 1)
					size = spliced(&seed, bytes, size, (const uint8 *) VARDATA_ANY(other), other_size);
		}
	SET_VARSIZE(mutant, size + VARHDRSZ);
	PG_RETURN_BYTEA_P(mutant);
}

/* An argument in a block of its own, as large as it is. */
static Datum
own_copy(Datum value, Oid type)
{
	int16		length;
	bool		by_value;
	Size		size;

	get_typlenbyval(type, &length, &by_value);
	if (by_value)
		return value;
	size = datumGetSize(value, by_value, length);
	return PointerGetDatum(memcpy(palloc(size), DatumGetPointer(value), size));
}

/* As nodeAgg.c calls: the context tells that an aggregate does. */
Datum
guard_step(PG_FUNCTION_ARGS)
{
	LOCAL_FCINFO(call, FUNC_MAX_ARGS);
	AggState   *aggregate = makeNode(AggState);
	ExprContext *context = makeNode(ExprContext);
	FmgrInfo	function;
	Datum		result;

	context->ecxt_per_tuple_memory = CurrentMemoryContext;
	aggregate->curaggcontext = context;
	fmgr_info(PG_GETARG_OID(0), &function);
	InitFunctionCallInfoData(*call, &function, PG_NARGS() - 1, PG_GET_COLLATION(), (Node *) aggregate, NULL);
	for (int i = 1; i < PG_NARGS(); i++)
	{
		call->args[i - 1].isnull = PG_ARGISNULL(i);
		if (!PG_ARGISNULL(i))
			call->args[i - 1].value = own_copy(PG_GETARG_DATUM(i), get_fn_expr_argtype(fcinfo->flinfo, i));
		else if (function.fn_strict)
			PG_RETURN_NULL();
	}
	result = FunctionCallInvoke(call);
	if (call->isnull)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(result);
}

/* A message ends in a zero byte, which it does not count. */
Datum
guard_receive(PG_FUNCTION_ARGS)
{
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	int			size = VARSIZE_ANY_EXHDR(bytes);
	StringInfoData message = {.data = palloc0(size + 1), .len = size, .maxlen = size + 1};
	Oid			receive;
	Oid			element;

	memcpy(message.data, VARDATA_ANY(bytes), size);
	getTypeBinaryInputInfo(get_func_rettype(fcinfo->flinfo->fn_oid), &receive, &element);
	PG_RETURN_DATUM(OidReceiveFunctionCall(receive, &message, element, -1));
}

static char note[200000];
static char where[32];

static void
print_note(int signal_number)
{
	(void) !write(STDERR_FILENO, where, strlen(where));
	(void) !write(STDERR_FILENO, note, strlen(note));
	/* the instruction is tried again, and ends the process */
	signal(signal_number, SIG_DFL);
}

Datum
guard_note(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);

	snprintf(note, sizeof(note), "%.*s\n", (int) VARSIZE_ANY_EXHDR(value), VARDATA_ANY(value));
	signal(SIGSEGV, print_note);
	signal(SIGBUS, print_note);
	PG_RETURN_BOOL(true);
}

Datum
guard_at(PG_FUNCTION_ARGS)
{
	snprintf(where, sizeof(where), "guard: reader %d, ", PG_GETARG_INT32(0));
	PG_RETURN_BOOL(true);
}

Datum
guard_overflow(PG_FUNCTION_ARGS)
{
	volatile char *block = palloc(PG_GETARG_INT32(1));

	if (PG_GETARG_BOOL(0))
		block[PG_GETARG_INT32(1)] = 0;
	else
		PG_RETURN_INT32(block[PG_GETARG_INT32(1)]);
	PG_RETURN_INT32(0);
}

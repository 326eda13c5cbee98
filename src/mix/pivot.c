/* trade_mix: who took over from blocked suppliers. */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/call.h"
#include "mix/state.h"
#include "mix/pivot.h"
#include "mix/pivot_core.h"
#include "state/text.h"

PG_FUNCTION_INFO_V1(sanctions_mix_pivot);

/* A supplier that is not blocked and whose share rose. */
typedef struct captor
{
	const char *label;
	int			label_length;
	trade_units value[2];
	trade_product gain;
} captor;

typedef struct captor_list
{
	captor	   *captor;
	uint32		count;
} captor_list;

static int
compare_captors(const void *a, const void *b)
{
	const captor *left = a;
	const captor *right = b;
	int			order = trade_product_compare(&right->gain, &left->gain);

	CHECK_FOR_INTERRUPTS();
	if (order != 0)
		return order;
	return trade_label_compare(left->label, left->label_length, right->label, right->label_length);
}

static bool
is_blocked(const sanctions_mix_walk *walk, bool *const *blocked)
{
	for (int i = 0; i < 2; i++)
		if (walk->next[i] > 0 && walk->side[i]->label[walk->next[i] - 1] == walk->label)
			return blocked[i][walk->next[i] - 1];
	return false;
}

/* All suppliers into the pivot, and the captors into their list. */
static captor_list
add_suppliers(trade_pivot *pivot, const sanctions_mix *before, const sanctions_mix *after, ArrayType *names)
{
	bool	   *blocked[2] = {sanctions_mix_mark(before, names, "blocked"), sanctions_mix_mark(after, names, "blocked")};
	sanctions_mix_walk walk = {{before, after}};
	captor_list list = {MemoryContextAllocHuge(CurrentMemoryContext, sizeof(captor) * ((Size) after->count + 1)), 0};

	while (sanctions_mix_walk_next(&walk))
	{
		captor	   *next = &list.captor[list.count];
		bool		out = is_blocked(&walk, blocked);

		trade_pivot_add(pivot, walk.value[0], walk.value[1], out);
		/* who gains is there after, so the list has room */
		if (out || !trade_pivot_gain(pivot, walk.value[0], walk.value[1], &next->gain))
			continue;
		next->label = walk.label;
		next->label_length = walk.label_length;
		memcpy(next->value, walk.value, sizeof(walk.value));
		list.count++;
	}
	qsort(list.captor, list.count, sizeof(captor), compare_captors);
	return list;
}

void
sanctions_append_figure(StringInfo out, const char *name, double number)
{
	appendStringInfo(out, ",\"%s\":", name);
	sanctions_append_double(out, number);
}

static Datum
captors_jsonb(const trade_pivot *pivot, const captor_list *list, const sanctions_pivot *given)
{
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfoChar(&out, '[');
	for (uint32 i = 0; i < list->count; i++)
	{
		const captor *one = &list->captor[i];

		CHECK_FOR_INTERRUPTS();
		appendStringInfoString(&out, i > 0 ? ",{\"label\":" : "{\"label\":");
		sanctions_append_label(&out, one->label, one->label_length);
		sanctions_append_figure(&out, "part", trade_product_ratio(&one->gain, &pivot->gained));
		sanctions_append_figure(&out, "share_before", trade_units_ratio(one->value[0], pivot->before));
		sanctions_append_figure(&out, "share_after", trade_units_ratio(one->value[1], pivot->after));
		sanctions_append_figure(&out, "value_gained", trade_pivot_change(pivot, one->value[0], one->value[1]));
		if (given->write_more != NULL)
			given->write_more(&out, one->label, one->label_length, given->context);
		appendStringInfoChar(&out, '}');
	}
	appendStringInfoChar(&out, ']');
	return sanctions_jsonb(out.data);
}

static Datum
pivot_record(FunctionCallInfo fcinfo, const trade_pivot *pivot, const captor_list *list,
			 const sanctions_pivot *given)
{
	double		ratio = 0;
	double		replaced = 0;
	bool		null[7] = {0};
	Datum		value[7];

	null[2] = !trade_pivot_ratio(pivot, &ratio);
	null[5] = !trade_pivot_replaced(pivot, &replaced);
	value[0] = Float8GetDatum(trade_pivot_lost(pivot));
	value[1] = Float8GetDatum(trade_pivot_gained(pivot));
	value[2] = Float8GetDatum(ratio);
	value[3] = Float8GetDatum(trade_pivot_lost_value(pivot));
	value[4] = Float8GetDatum(trade_pivot_gained_value(pivot));
	value[5] = Float8GetDatum(replaced);
	value[6] = captors_jsonb(pivot, list, given);
	return HeapTupleGetDatum(heap_form_tuple(sanctions_call_row(fcinfo), value, null));
}

ArrayType *
sanctions_pivot_blocked(FunctionCallInfo fcinfo, int arg)
{
	if (PG_ARGISNULL(arg))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("blocked must not be NULL")));
	return PG_GETARG_ARRAYTYPE_P(arg);
}

Datum
sanctions_pivot_result(FunctionCallInfo fcinfo, const sanctions_pivot *given)
{
	trade_pivot pivot = {.before_months = given->before_months, .after_months = given->after_months};
	captor_list list;

	pivot.before = sanctions_mix_share_total(given->before);
	pivot.after = sanctions_mix_share_total(given->after);
	/* zero suppliers are left out, but the names are looked at in any case */
	list = add_suppliers(&pivot, given->before, given->after, given->blocked);
	if (pivot.before == 0 || pivot.after == 0)
		PG_RETURN_NULL();
	return pivot_record(fcinfo, &pivot, &list, given);
}

Datum
sanctions_mix_pivot(PG_FUNCTION_ARGS)
{
	sanctions_pivot given = {.before_months = 1, .after_months = 1};

	given.blocked = sanctions_pivot_blocked(fcinfo, 2);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	given.before = SANCTIONS_GETARG_MIX(0);
	given.after = SANCTIONS_GETARG_MIX(1);
	sanctions_mix_same_kind(given.before, given.after);
	return sanctions_pivot_result(fcinfo, &given);
}

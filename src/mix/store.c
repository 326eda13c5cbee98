/* trade_mix: reading stored values, making them, walking over them; no working form. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/print.h"
#include "exact/value.h"
#include "mix/state.h"
#include "state/errors.h"
#include "state/labels.h"

/* Room for the labels and values that a head speaks of. */
static sanctions_mix *
mix_alloc(const trade_mix_reader *reader)
{
	sanctions_mix *mix = palloc0(sizeof(sanctions_mix));
	Size		room = (Size) reader->shape.count + 1;

	mix->kind = reader->shape.kind;
	mix->label = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(char *) * room);
	mix->label_length = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int) * room);
	mix->value = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(trade_units) * room);
	return mix;
}

/* The problem with bytes that are no mix, or NULL and the mix. */
static const char *
read_stored(struct varlena *stored, sanctions_mix **result)
{
	trade_mix_reader reader;
	sanctions_mix *mix;
	char	   *text;
	uint32		count;

	if (!trade_mix_open(&reader, (const uint8 *) VARDATA_ANY(stored), VARSIZE_ANY_EXHDR(stored)))
		return reader.problem;
	*result = mix = mix_alloc(&reader);
	text = MemoryContextAllocHuge(CurrentMemoryContext, trade_mix_text_bytes(&reader) + 1);
	while ((count = trade_mix_read(&reader, mix->label + mix->count, mix->label_length + mix->count,
								   mix->value + mix->count, &text, TRADE_MIX_LABELS_PER_CALL)) > 0)
	{
		CHECK_FOR_INTERRUPTS();
		/* codes were looked up */
		for (uint32 i = mix->count; mix->kind == TRADE_LABEL_TEXT && i < mix->count + count; i++)
		{
			const char *problem = sanctions_label_problem(mix->kind, mix->label[i], mix->label_length[i]);

			if (problem != NULL)
				return problem;
		}
		mix->count += count;
	}
	return reader.problem;
}

const char *
sanctions_mix_problem(struct varlena *stored)
{
	sanctions_mix *mix;

	return read_stored(stored, &mix);
}

sanctions_mix *
sanctions_mix_read_stored(struct varlena *stored)
{
	sanctions_mix *mix = NULL;
	const char *problem = read_stored(stored, &mix);

	if (problem != NULL)
		sanctions_reject_stored(SANCTIONS_MIX_TYPE, problem);
	return mix;
}

static void
shape_of(const sanctions_mix *mix, trade_mix_shape *shape)
{
	trade_mix_shape_init(shape, mix->kind);
	for (uint32 i = 0; i < mix->count; i++)
	{
		if (i % TRADE_MIX_LABELS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		if (mix->value[i] != 0)
			trade_mix_shape_add(shape, mix->label_length[i], mix->value[i]);
	}
}

struct varlena *
sanctions_mix_make(const sanctions_mix *mix)
{
	trade_mix_shape shape;
	trade_mix_writer writer;
	struct varlena *result;
	Size		size;

	shape_of(mix, &shape);
	size = trade_mix_size(&shape) + VARHDRSZ;
	if (shape.count > TRADE_MIX_LABELS_MAX || size > MaxAllocSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("trade_mix of %u labels is too large", shape.count),
				 errhint("A mix holds up to %d labels, fewer where they are long. Group the rows.",
						 TRADE_MIX_LABELS_MAX)));
	result = palloc(size);
	SET_VARSIZE(result, size);
	trade_mix_write_head(&writer, &shape, (uint8 *) VARDATA(result));
	for (uint32 i = 0; i < mix->count; i++)
	{
		if (i % TRADE_MIX_LABELS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		if (mix->value[i] != 0)
			trade_mix_write(&writer, mix->label[i], mix->label_length[i], mix->value[i]);
	}
	return result;
}

static trade_units
total(const sanctions_mix *mix, bool positive)
{
	trade_sum	sum = trade_sum_of(0);

	for (uint32 i = 0; i < mix->count; i++)
	{
		if (i % TRADE_MIX_LABELS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		if (positive && mix->value[i] < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("value of label \"%s\" is negative: %s",
							sanctions_clip(mix->label[i], mix->label_length[i]),
							sanctions_double_text(trade_units_to_double(mix->value[i]))),
					 errhint("Shares need values of 0 or more: take in what the corrections correct, or leave them out.")));
		trade_sum_add_units(&sum, mix->value[i]);
	}
	return sanctions_units_from_sum(&sum);
}

trade_units
sanctions_mix_total(const sanctions_mix *mix)
{
	return total(mix, false);
}

trade_units
sanctions_mix_share_total(const sanctions_mix *mix)
{
	return total(mix, true);
}

void
sanctions_mix_same_kind(const sanctions_mix *a, const sanctions_mix *b)
{
	if (a->kind != b->kind && a->kind != TRADE_LABEL_NONE && b->kind != TRADE_LABEL_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trade_mix with %s labels does not compare with %s labels",
						trade_label_kind_name(a->kind), trade_label_kind_name(b->kind)),
				 errhint("Cast the labels of one side.")));
}

/* Which sides have the next label: -1 the first, 1 the second, 0 both. */
static int
next_side(const sanctions_mix_walk *walk)
{
	if (walk->next[0] == walk->side[0]->count)
		return 1;
	if (walk->next[1] == walk->side[1]->count)
		return -1;
	return sanctions_mix_order(walk->side[0], walk->next[0], walk->side[1], walk->next[1]);
}

bool
sanctions_mix_walk_next(sanctions_mix_walk *walk)
{
	int			order;

	if (walk->next[0] == walk->side[0]->count && walk->next[1] == walk->side[1]->count)
		return false;
	CHECK_FOR_INTERRUPTS();
	order = next_side(walk);
	for (int i = 0; i < 2; i++)
	{
		const sanctions_mix *mix = walk->side[i];

		walk->value[i] = 0;
		if (i == 0 ? order > 0 : order < 0)
			continue;
		walk->label = mix->label[walk->next[i]];
		walk->label_length = mix->label_length[walk->next[i]];
		walk->value[i] = mix->value[walk->next[i]++];
	}
	return true;
}

int64
sanctions_mix_find(const sanctions_mix *mix, const char *label, int length)
{
	const sanctions_labels labels = {SANCTIONS_MIX_TYPE, mix->kind, mix->label, mix->label_length, mix->count};

	return sanctions_label_ask(&labels, label, length);
}

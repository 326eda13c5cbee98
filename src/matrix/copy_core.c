/* The stored form of a matrix: copying slices. */
#include "matrix/copy_core.h"

/* Bits that are copied in one step. */
#define BITS_A_STEP 56

bool
trade_matrix_copies(const trade_matrix_reader *from, const trade_matrix_survey *to, const uint32_t *period_index)
{
	uint32_t	step = trade_period_step(to->shape.frequency);

	if (from->shape.flags != to->shape.flags || from->shape.period_count != to->shape.period_count)
		return false;
	for (uint32_t period = 0; period < from->shape.period_count; period++)
	{
		trade_month month = trade_matrix_month(from, period);

		if (month < to->shape.first || month > to->last ||
			(to->month_used[month / 64] >> (month % 64) & 1) == 0 ||
			period_index[(uint32_t) (month - to->shape.first) / step] != period)
			return false;
	}
	return true;
}

/* How many labels a slice has as exporters. */
static uint32_t
count_exporters(const trade_matrix_slice *slice, uint64_t *used)
{
	uint32_t	count = 0;

	if (!slice->listed)
		return slice->exporter_count;
	memset(used, 0, ((size_t) slice->label_count + 63) / 64 * sizeof(uint64_t));
	for (uint32_t cell = 0; cell < slice->cells; cell++)
	{
		uint32_t	exporter = trade_matrix_slice_exporter(slice, cell);

		count += ~used[exporter / 64] >> (exporter % 64) & 1;
		used[exporter / 64] |= UINT64_C(1) << (exporter % 64);
	}
	return count;
}

/* Whether a slice is laid out as it is with labels of so many bits too. */
static bool
keeps_layout(const trade_matrix_slice *slice, uint32_t label_bits, uint64_t *used)
{
	uint32_t	exporters;

	if (slice->label_bits == label_bits)
		return true;
	exporters = count_exporters(slice, used);
	return slice->listed == (trade_matrix_list_bits(slice->cells, slice->periods, label_bits)
							 < trade_matrix_grid_bits(exporters, slice->periods, label_bits));
}

/* The exporters that a slice has, once or by cells. */
static uint32_t
exporter_fields(const trade_matrix_slice *slice)
{
	return slice->listed ? slice->cells : slice->exporter_count;
}

size_t
trade_matrix_copy_bound(const trade_matrix_slice *slice, const trade_matrix_shape *to)
{
	return (slice->end + (uint64_t) (exporter_fields(slice) + 1) * to->label_bits) / 8 + 1 + TRADE_BITS_BEHIND;
}

/* Bits being copied. */
typedef struct copied_bits
{
	const uint8_t *from;
	uint64_t	from_at;
	uint8_t    *to;
	uint64_t	to_at;
} copied_bits;

/* All bits up to one. */
static void
copy_until(copied_bits *bits, uint64_t end)
{
	for (; end - bits->from_at > BITS_A_STEP; bits->from_at += BITS_A_STEP, bits->to_at += BITS_A_STEP)
		trade_bits_add(bits->to, bits->to_at, trade_bits_get(bits->from, bits->from_at, BITS_A_STEP));
	trade_bits_add(bits->to, bits->to_at, trade_bits_get(bits->from, bits->from_at, (uint32_t) (end - bits->from_at)));
	bits->to_at += end - bits->from_at;
	bits->from_at = end;
}

static void
put_field(copied_bits *bits, uint32_t field, uint32_t width)
{
	trade_bits_add(bits->to, bits->to_at, field);
	bits->to_at += width;
}

uint8_t *
trade_matrix_copy_slice(const trade_matrix_slice *slice, const trade_matrix_shape *to,
						const trade_matrix_renumbering *renumbering, uint8_t *bytes)
{
	copied_bits bits = {slice->bytes, 0, bytes, 0};
	uint32_t	fields = exporter_fields(slice);

	if (!keeps_layout(slice, to->label_bits, renumbering->room))
		return NULL;
	memset(bytes, 0, trade_matrix_copy_bound(slice, to));
	if (slice->listed)
		copy_until(&bits, slice->exporter);
	else
	{
		copy_until(&bits, slice->exporter - slice->label_bits);
		put_field(&bits, slice->exporter_count - 1, to->label_bits);
	}
	for (uint32_t at = 0; at < fields; at++)
	{
		uint32_t	place = renumbering->place[renumbering->label[trade_matrix_slice_exporter(slice, at)]];

		renumbering->seen[place / 64] |= UINT64_C(1) << (place % 64);
		put_field(&bits, place, to->label_bits);
	}
	bits.from_at = slice->exporter + (uint64_t) fields * slice->label_bits;
	copy_until(&bits, slice->end);
	return bytes + (bits.to_at + 7) / 8;
}

/* Sums over windows where a matrix is as most are. */
#include "matrix/plain_core.h"

#include "matrix/pair_core.h"

/* What is read of a slice, and where. */
typedef struct plain_slice
{
	const uint8_t *exporter;
	const uint8_t *form;
	const uint8_t *presence;
	const uint8_t *number;
	uint32_t	periods;
	uint32_t	label_count;
	uint32_t	least_exporter;
	uint64_t	presence_at;
	uint64_t	number_at;
	uint64_t	number_bits;
} plain_slice;

typedef struct plain_pair
{
	uint32_t	exporter;
	uint32_t	form;
	uint32_t	width;
	uint64_t	word;			/* its periods */
	uint64_t	number;
} plain_pair;

/* A window: its periods, and those before it, as bits. */
typedef struct plain_window
{
	uint64_t	within;
	uint64_t	below;
	uint32_t	from;
	uint32_t	periods;
} plain_window;

/* The numbers of bits of all bytes: 16 bits take two, fewer instructions than counting in lanes. */
static const uint8_t bits_of_byte[256] = {
	0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5,
	1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5, 2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6,
	1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5, 2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6,
	2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6, 3, 4, 4, 5, 4, 5, 5, 6, 4, 5, 5, 6, 5, 6, 6, 7,
	1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5, 2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6,
	2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6, 3, 4, 4, 5, 4, 5, 5, 6, 4, 5, 5, 6, 5, 6, 6, 7,
	2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6, 3, 4, 4, 5, 4, 5, 5, 6, 4, 5, 5, 6, 5, 6, 6, 7,
	3, 4, 4, 5, 4, 5, 5, 6, 4, 5, 5, 6, 5, 6, 6, 7, 4, 5, 5, 6, 5, 6, 6, 7, 5, 6, 6, 7, 6, 7, 7, 8
};

static ALWAYS_INLINE uint32_t
count_16_bits(uint64_t word)
{
	return bits_of_byte[word & 0xFF] + bits_of_byte[word >> 8];
}

static ALWAYS_INLINE plain_slice
begin(const trade_matrix_scan *scan)
{
	return (plain_slice) {scan->slice.exporter, scan->slice.form, scan->slice.presence, scan->slice.number, scan->periods,
		scan->label_count, scan->least_exporter, scan->presence_at, scan->number_at, scan->slice.number_bits};
}

static ALWAYS_INLINE plain_window
window_of(const trade_matrix_question *question, int window)
{
	trade_matrix_range range = question->range[window];

	return (plain_window) {trade_bits_mask(range.to) & ~question->below[window], question->below[window],
		range.from, range.to - range.from};
}

/* The pair at a place, which is there; false where the bytes are none. */
static ALWAYS_INLINE bool
find(plain_slice *slice, uint32_t at, plain_pair *pair)
{
	pair->exporter = slice->exporter[at];
	pair->form = slice->form[at];
	pair->width = trade_matrix_widths[pair->form & 15];
	pair->word = trade_bits_get(slice->presence, slice->presence_at, slice->periods);
	pair->number = slice->number_at;
	slice->presence_at += slice->periods;
	slice->number_at += count_16_bits(pair->word) * pair->width;
	if (slice->number_at > slice->number_bits || pair->exporter >= slice->label_count ||
		pair->exporter < slice->least_exporter)
		return false;
	slice->least_exporter = pair->exporter + 1;
	return true;
}

static ALWAYS_INLINE bool
is_narrow(const plain_pair *pair)
{
	return pair->width <= TRADE_BITS_AT_ONCE;
}

/*
 * Narrow values of a pair in a window, below 2^111, so that 128 bits hold those of
 * all pairs that a label can have.  Each period is gone through whether a cell is
 * there or not: to guess wrongly how many there are costs more.
 */
static ALWAYS_INLINE trade_units
narrow_units(const plain_slice *slice, const plain_pair *pair, plain_window window)
{
	uint64_t	mask = trade_bits_mask(pair->width);
	uint64_t	at = pair->number + count_16_bits(pair->word & window.below) * pair->width;
	uint64_t	word = pair->word >> window.from;
	uint64_t	all = 0;

	for (uint32_t left = window.periods; left > 0; left--, word >>= 1)
	{
		uint64_t	present = -(word & 1);

		all += trade_bits_load(slice->number + (at >> 3)) >> (at & 7) & mask & present;
		at += pair->width & present;
	}
	return (trade_units) ((trade_bits128) all * (uint64_t) trade_matrix_powers[pair->form >> 4]);
}

/* Any others, onto a sum; false where one is out of range. */
static __attribute__((noinline)) bool
add_wide_values(const uint8_t *number, plain_pair pair, plain_window window, trade_sum *sum)
{
	return add_numbers(number, pair.number, pair.form, 0, count_16_bits(pair.word & window.below),
					   count_16_bits(pair.word & window.within), sum);
}

/* Narrow values beside others, which are mostly zero: adding 192 bits takes longer. */
static ALWAYS_INLINE void
end_sum(trade_sum *sum, trade_units units)
{
	if ((sum->word[0] | sum->word[1] | sum->word[2]) == 0)
		*sum = trade_sum_of(units);
	else
		trade_sum_add_units(sum, units);
}

/* Whether a label is in a set of bits. */
static ALWAYS_INLINE bool
is_set(const uint64_t *set, uint32_t exporter)
{
	return set[exporter / 64] >> (exporter % 64) & 1;
}

bool
trade_matrix_plain_total(trade_matrix_scan *scan, const trade_matrix_question *question, trade_flow *total)
{
	plain_slice slice = begin(scan);
	const plain_window first = window_of(question, 0);
	const plain_window second = window_of(question, 1);
	const uint64_t *exporters = question->exporters;
	trade_units units[TRADE_WINDOWS] = {0, 0};
	uint64_t	periods = 0;

	*total = (trade_flow) {.importer = scan->slice.importer};
	for (uint32_t at = scan->at, end = scan->slice.pairs; at < end; at++)
	{
		plain_pair	pair;

		if (!find(&slice, at, &pair))
			return false;
		if (exporters != NULL && !is_set(exporters, pair.exporter))
			continue;
		periods |= pair.word;
		if (is_narrow(&pair))
		{
			units[0] += narrow_units(&slice, &pair, first);
			units[1] += narrow_units(&slice, &pair, second);
		}
		else if (!add_wide_values(slice.number, pair, first, &total->value[0]) ||
				 !add_wide_values(slice.number, pair, second, &total->value[1]))
			return false;
	}
	end_sum(&total->value[0], units[0]);
	end_sum(&total->value[1], units[1]);
	total->present[0] = (periods & first.within) != 0;
	total->present[1] = (periods & second.within) != 0;
	return true;
}

/* One window of a pair's flow; false where a value is out of range. */
static ALWAYS_INLINE bool
set_window(const plain_slice *slice, const plain_pair *pair, plain_window window, int at, trade_flow *flow)
{
	bool		narrow = is_narrow(pair);

	flow->present[at] = (pair->word & window.within) != 0;
	flow->value[at] = trade_sum_of(narrow ? narrow_units(slice, pair, window) : 0);
	return narrow || add_wide_values(slice->number, *pair, window, &flow->value[at]);
}

bool
trade_matrix_plain_flows(trade_matrix_scan *scan, const trade_matrix_question *question, trade_flow *flow,
						 uint32_t max, uint32_t *count)
{
	plain_slice slice = begin(scan);
	const plain_window first = window_of(question, 0);
	const plain_window second = window_of(question, 1);
	const uint64_t *exporters = question->exporters;
	uint32_t	flows = 0;
	uint32_t	at = scan->at;

	for (; flows < max && at < scan->slice.pairs; at++)
	{
		plain_pair	pair;

		if (!find(&slice, at, &pair))
			return false;
		if ((exporters != NULL && !is_set(exporters, pair.exporter)) ||
			(pair.word & (first.within | second.within)) == 0)
			continue;
		flow[flows].importer = scan->slice.importer;
		flow[flows].exporter = pair.exporter;
		if (!set_window(&slice, &pair, first, 0, &flow[flows]) || !set_window(&slice, &pair, second, 1, &flow[flows]))
			return false;
		flows++;
	}
	*count = flows;
	scan->at = at;
	scan->least_exporter = slice.least_exporter;
	scan->presence_at = slice.presence_at;
	scan->number_at = slice.number_at;
	return true;
}

/* A pair whose values are not narrow. */
static __attribute__((noinline)) bool
tally_wide(const uint8_t *number, plain_pair pair, plain_window window, int at, bool marked,
		   trade_matrix_tally *tally)
{
	trade_sum	value = trade_sum_of(0);

	if (!add_wide_values(number, pair, window, &value))
		return false;
	trade_sum_add(&tally->all[at], &value);
	if (marked)
		trade_sum_add(&tally->of_marked[at], &value);
	if (tally->exports != NULL)
		trade_sum_add(&tally->exports[pair.exporter][at].other, &value);
	return true;
}

/* Sums of pairs that are marked, or of those that are not. */
typedef struct plain_tally
{
	trade_units value[TRADE_WINDOWS];
	uint64_t	periods;
} plain_tally;

bool
trade_matrix_plain_tally(trade_matrix_scan *scan, const trade_matrix_question *question, uint32_t but,
						 trade_matrix_tally *tally)
{
	plain_slice slice = begin(scan);
	const plain_window first = window_of(question, 0);
	const plain_window second = window_of(question, 1);
	const uint64_t *marks = tally->marked;
	trade_split_sum (*exports)[TRADE_WINDOWS] = tally->exports;
	plain_tally sum[2] = {{{0, 0}, 0}, {{0, 0}, 0}};	/* unmarked, marked */

	for (int window = 0; window < TRADE_WINDOWS; window++)
		tally->all[window] = tally->of_marked[window] = trade_sum_of(0);
	for (uint32_t at = scan->at, end = scan->slice.pairs; at < end; at++)
	{
		plain_pair	pair;
		bool		marked;
		trade_units units[TRADE_WINDOWS];

		if (!find(&slice, at, &pair))
			return false;
		if (pair.exporter == but)
			continue;
		marked = is_set(marks, pair.exporter);
		sum[marked].periods |= pair.word;
		if (!is_narrow(&pair))
		{
			if (!tally_wide(slice.number, pair, first, 0, marked, tally) ||
				!tally_wide(slice.number, pair, second, 1, marked, tally))
				return false;
			continue;
		}
		units[0] = narrow_units(&slice, &pair, first);
		units[1] = narrow_units(&slice, &pair, second);
		sum[marked].value[0] += units[0];
		sum[marked].value[1] += units[1];
		if (exports != NULL)
		{
			exports[pair.exporter][0].narrow += units[0];
			exports[pair.exporter][1].narrow += units[1];
		}
	}
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		end_sum(&tally->all[window], sum[0].value[window] + sum[1].value[window]);
		end_sum(&tally->of_marked[window], sum[1].value[window]);
	}
	tally->has_marked[0] = (sum[1].periods & first.within) != 0;
	tally->has_marked[1] = (sum[1].periods & second.within) != 0;
	return true;
}

/* One number onto its period. */
static ALWAYS_INLINE bool
add_to_period(const plain_slice *slice, const plain_pair *pair, uint64_t at, trade_matrix_period *period)
{
	period->present = true;
	if (!is_narrow(pair))
		return add_numbers(slice->number, at, pair->form, 0, 0, 1, &period->value.other);
	period->value.narrow += (trade_units) trade_bits_get(slice->number, at, pair->width)
		* trade_matrix_powers[pair->form >> 4];
	return true;
}

bool
trade_matrix_plain_periods(trade_matrix_scan *scan, trade_matrix_period *period)
{
	plain_slice slice = begin(scan);

	for (uint32_t at = scan->at, end = scan->slice.pairs; at < end; at++)
	{
		plain_pair	pair;

		if (!find(&slice, at, &pair))
			return false;
		for (uint64_t word = pair.word; word != 0; word &= word - 1, pair.number += pair.width)
			if (!add_to_period(&slice, &pair, pair.number, &period[__builtin_ctzll(word)]))
				return false;
	}
	return true;
}

/*
 * Tallies of an importer straight from the stored form of a matrix: what it bought
 * of all and of some, of whom, and in each period.
 */
#include "matrix/tally_core.h"

#include "matrix/pair_core.h"
#include "matrix/plain_core.h"

static bool
problem(trade_matrix_reader *reader)
{
	reader->problem = "a slice is no slice";
	return false;
}

/* A pair that is brief: no branch depends on whether it is marked. */
static ALWAYS_INLINE void
tally_brief(const trade_matrix_scan *scan, const trade_matrix_question *question, found_pair *pair,
			uint64_t marked, trade_matrix_tally *tally, trade_units units[2][TRADE_WINDOWS])
{
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_units value = brief_units(scan, question, scan->signs & 1, pair, window);

		units[0][window] += value;
		units[1][window] += value & -(trade_units) marked;
		tally->has_marked[window] |= (pair->count[window] & -(uint32_t) marked) != 0;
		if (tally->exports != NULL)
			tally->exports[pair->exporter][window].narrow += value;
	}
}

/* Any other pair. */
static ALWAYS_INLINE bool
tally_any(const trade_matrix_scan *scan, const trade_matrix_question *question, presence_form presence,
		  found_pair *pair, uint64_t marked, trade_matrix_tally *tally)
{
	trade_units units[TRADE_WINDOWS] = {0, 0};
	trade_sum	value[TRADE_WINDOWS] = {{{0}}};

	if (!add_values(scan, question, presence, pair, units, value))
		return false;
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_sum_add_units(&value[window], units[window]);
		trade_sum_add(&tally->all[window], &value[window]);
		if (marked)
		{
			trade_sum_add(&tally->of_marked[window], &value[window]);
			tally->has_marked[window] |= pair->count[window] > 0;
		}
		if (tally->exports != NULL)
			trade_sum_add(&tally->exports[pair->exporter][window].other, &value[window]);
	}
	return true;
}

static ALWAYS_INLINE bool
scan_tally(trade_matrix_scan *scan, const trade_matrix_question *question, uint32_t but,
		   trade_matrix_tally *tally, presence_form presence)
{
	trade_matrix_scan here = *scan;
	const trade_matrix_question asked = *question;
	trade_matrix_tally sums = {.marked = tally->marked, .exports = tally->exports};
	trade_units units[2][TRADE_WINDOWS] = {{0, 0}, {0, 0}};

	while (here.at < here.slice.pairs)
	{
		found_pair	pair;
		uint64_t	marked;

		if (!find_pair(&here, &asked, presence, &pair))
			return false;
		if (pair.exporter == but)
			continue;
		marked = sums.marked[pair.exporter / 64] >> (pair.exporter % 64) & 1;
		if (is_brief(&asked, presence, &pair))
			tally_brief(&here, &asked, &pair, marked, &sums, units);
		else if (!tally_any(&here, &asked, presence, &pair, marked, &sums))
			return false;
	}
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_sum_add_units(&sums.all[window], units[0][window]);
		trade_sum_add_units(&sums.of_marked[window], units[1][window]);
	}
	*tally = sums;
	scan->at = here.at;
	return true;
}

/* One number of a pair; narrow ones are below 2^107 with their power, a label has below 2^16 pairs. */
static ALWAYS_INLINE bool
add_to_period(const trade_matrix_scan *scan, const found_pair *pair, uint32_t cell, trade_matrix_period *period)
{
	uint32_t	width = trade_matrix_widths[pair->form[0] & 15];

	period->present = true;
	if (width > TRADE_BITS_AT_ONCE)
		return add_numbers(scan->slice.number, pair->number, pair->form[0], scan->signs & 1, cell, 1, &period->value.other);
	period->value.narrow += (trade_units) signed_number(trade_bits_get(scan->slice.number, pair->number + (uint64_t) cell * width, width),
														scan->signs & 1) * trade_matrix_powers[pair->form[0] >> 4];
	return true;
}

/* A pair whose periods are bits, as many at a time as a word holds. */
static ALWAYS_INLINE bool
add_periods_in_bits(const trade_matrix_scan *scan, const found_pair *pair, uint64_t at, trade_matrix_period *period)
{
	uint32_t	cell = 0;

	for (uint32_t from = 0; from < scan->periods; from += TRADE_BITS_AT_ONCE)
	{
		uint32_t	rest = scan->periods - from;
		uint64_t	word = trade_bits_get(scan->slice.presence, at + from, rest < TRADE_BITS_AT_ONCE ? rest : TRADE_BITS_AT_ONCE);

		for (; word != 0; word &= word - 1)
			if (!add_to_period(scan, pair, cell++, &period[from + __builtin_ctzll(word)]))
				return false;
	}
	return true;
}

static bool
add_listed_periods(const trade_matrix_scan *scan, const found_pair *pair, uint64_t at, trade_matrix_period *period)
{
	for (uint32_t cell = 0; cell < pair->cells; cell++, at += scan->period_bits)
	{
		uint64_t	listed = trade_bits_get(scan->slice.presence, at, scan->period_bits);

		if (listed >= scan->periods || !add_to_period(scan, pair, cell, &period[listed]))
			return false;
	}
	return true;
}

static ALWAYS_INLINE bool
scan_periods(trade_matrix_scan *scan, const trade_matrix_question *question, trade_matrix_period *period,
			 presence_form presence)
{
	trade_matrix_scan here = *scan;

	while (here.at < here.slice.pairs)
	{
		uint64_t	at = here.presence_at;
		found_pair	pair;

		if (!find_pair(&here, question, presence, &pair))
			return false;
		if (!(presence == IN_LISTS ? add_listed_periods(&here, &pair, at, period)
			  : add_periods_in_bits(&here, &pair, at, period)))
			return false;
	}
	scan->at = here.at;
	return true;
}

bool
trade_matrix_scan_tally(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, uint32_t but, trade_matrix_tally *tally)
{
	return (question->plain ? trade_matrix_plain_tally(scan, question, but, tally)
			: BY_FORM(scan_tally, scan, question, but, tally)) || problem(reader);
}

bool
trade_matrix_scan_periods(trade_matrix_reader *reader, trade_matrix_scan *scan,
						  const trade_matrix_question *question, trade_matrix_period *period)
{
	return (question->plain ? trade_matrix_plain_periods(scan, period)
			: BY_FORM(scan_periods, scan, question, period)) || problem(reader);
}

/*
 * Pairs of a stored matrix's slice, one after the other, and sums of their numbers
 * inside the windows of a question.  For the files that scan slices: all of it is
 * to become part of their loops.
 */
#ifndef TRADE_MATRIX_PAIR_CORE_H
#define TRADE_MATRIX_PAIR_CORE_H

#include "matrix/window_core.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

/* So many numbers of up to 57 bits add up in 64. */
#define ADDED_AT_ONCE 64
/* So many pairs, of so many numbers each, add up in 128. */
#define PAIRS_AT_ONCE 1024

/* How the periods of a matrix lie that is not plain (matrix_plain_core.h). */
typedef enum presence_form
{
	IN_ONE_WORD,
	IN_BITS,
	IN_LISTS
} presence_form;

/* A pair, and which of its cells are in the windows. */
typedef struct found_pair
{
	uint32_t	exporter;
	uint32_t	cells;
	uint32_t	first[TRADE_WINDOWS];
	uint32_t	count[TRADE_WINDOWS];
	uint64_t	word;			/* the periods, where a word holds them */
	const uint8_t *form;
	uint64_t	number;
} found_pair;

static ALWAYS_INLINE void
look_in_word(const trade_matrix_scan *scan, const trade_matrix_question *question, found_pair *pair)
{
	uint64_t	word = trade_bits_get(scan->slice.presence, scan->presence_at, scan->periods);

	pair->word = word;
	pair->cells = trade_bits_count(word);
	pair->first[0] = trade_bits_count(word & question->below[0]);
	pair->first[1] = trade_bits_count(word & question->below[1]);
}

static ALWAYS_INLINE void
count_in_word(const trade_matrix_question *question, found_pair *pair)
{
	for (int window = 0; window < TRADE_WINDOWS; window++)
		pair->count[window] = trade_bits_count(pair->word & trade_bits_mask(question->range[window].to)
											   & ~question->below[window]);
}

static inline void
look_in_bits(const trade_matrix_scan *scan, const trade_matrix_question *question, found_pair *pair)
{
	pair->cells = trade_matrix_count_bits(scan->slice.presence, scan->presence_at, scan->periods);
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_matrix_range range = question->range[window];

		pair->first[window] = trade_matrix_count_bits(scan->slice.presence, scan->presence_at, range.from);
		pair->count[window] = trade_matrix_count_bits(scan->slice.presence, scan->presence_at + range.from,
													  range.to - range.from);
	}
}

static inline void
look_in_list(const trade_matrix_scan *scan, const trade_matrix_question *question, found_pair *pair)
{
	uint64_t	at = scan->presence_at;

	pair->cells = (uint32_t) trade_bits_get(scan->slice.presence, (uint64_t) scan->at * scan->count_bits,
											scan->count_bits);
	memset(pair->first, 0, sizeof(pair->first));
	memset(pair->count, 0, sizeof(pair->count));
	for (uint32_t i = 0; i < pair->cells; i++, at += scan->period_bits)
	{
		uint64_t	period = trade_bits_get(scan->slice.presence, at, scan->period_bits);

		for (int window = 0; window < TRADE_WINDOWS; window++)
		{
			pair->first[window] += period < question->range[window].from;
			pair->count[window] += period >= question->range[window].from && period < question->range[window].to;
		}
	}
}

/* The next pair, which is there; false where the bytes are none. */
static ALWAYS_INLINE bool
find_pair(trade_matrix_scan *scan, const trade_matrix_question *question, presence_form presence, found_pair *pair)
{
	uint32_t	width;

	pair->exporter = scan->label_width == 1 ? scan->slice.exporter[scan->at]
		: trade_matrix_field(scan->slice.exporter + 2 * (size_t) scan->at, 2);
	if (presence == IN_ONE_WORD)
		look_in_word(scan, question, pair);
	else if (presence == IN_BITS)
		look_in_bits(scan, question, pair);
	else
		look_in_list(scan, question, pair);
	scan->presence_at += presence == IN_LISTS ? (uint64_t) pair->cells * scan->period_bits : scan->periods;
	pair->form = scan->slice.form + (size_t) scan->at * scan->kinds;
	width = trade_matrix_widths[pair->form[0] & 15];
	for (uint32_t kind = 1; kind < scan->kinds; kind++)
		width += trade_matrix_widths[pair->form[kind] & 15];
	pair->number = scan->number_at;
	scan->number_at += (uint64_t) pair->cells * width;
	scan->at++;
	if (scan->number_at > scan->slice.number_bits || pair->exporter >= scan->label_count ||
		pair->exporter < scan->least_exporter)
		return false;
	scan->least_exporter = pair->exporter + 1;
	return true;
}

static ALWAYS_INLINE int64_t
signed_number(uint64_t stored, uint32_t zigzag)
{
	return (int64_t) (stored >> zigzag ^ -(stored & zigzag));
}

static ALWAYS_INLINE int64_t
add_narrow(const uint8_t *bytes, uint64_t at, uint32_t width, uint32_t zigzag, uint32_t count)
{
	int64_t		sum = 0;

	for (; count > 0; count--, at += width)
		sum += signed_number(trade_bits_get(bytes, at, width), zigzag);
	return sum;
}

/* The same by periods, a bit for each: no branch depends on the data.  Gives the number of cells. */
static ALWAYS_INLINE uint32_t
add_brief(const uint8_t *bytes, uint64_t at, uint32_t width, uint32_t zigzag, uint64_t word, uint32_t periods,
		  int64_t *sum)
{
	uint64_t	mask = trade_bits_mask(width);
	uint32_t	count = 0;
	int64_t		all = 0;

	for (; periods > 0; periods--, word >>= 1)
	{
		uint64_t	present = -(word & 1);

		all += signed_number(trade_bits_load(bytes + (at >> 3)) >> (at & 7) & mask & present, zigzag);
		at += width & present;
		count += word & 1;
	}
	*sum = all;
	return count;
}

static inline bool
add_wide(trade_sum *sum, const uint8_t *bytes, uint64_t at, uint32_t width, uint32_t zigzag, uint32_t count,
		 int64_t power)
{
	for (; count > 0; count--, at += width)
	{
		trade_bits128 stored = width == TRADE_MATRIX_WIDTH_ESCAPE ? trade_bits_get128(bytes, at)
			: trade_bits_get64(bytes, at);
		trade_units number;

		if (__builtin_mul_overflow((trade_units) (stored >> zigzag ^ -(stored & zigzag)), (trade_units) power, &number))
			return false;
		trade_sum_add_units(sum, number);
	}
	return true;
}

/* Adds up numbers of any width, `count` of them from `first` on; false where one is out of range. */
static inline bool
add_numbers(const uint8_t *bytes, uint64_t at, uint32_t form, uint32_t zigzag, uint32_t first, uint32_t count,
			trade_sum *sum)
{
	uint32_t	width = trade_matrix_widths[form & 15];
	int64_t		power = trade_matrix_powers[form >> 4];

	at += (uint64_t) first * width;
	if (width > TRADE_BITS_AT_ONCE)
		return add_wide(sum, bytes, at, width, zigzag, count, power);
	for (; count > ADDED_AT_ONCE; count -= ADDED_AT_ONCE, at += ADDED_AT_ONCE * width)
		trade_sum_add_units(sum, (trade_units) add_narrow(bytes, at, width, zigzag, ADDED_AT_ONCE) * power);
	trade_sum_add_units(sum, (trade_units) add_narrow(bytes, at, width, zigzag, count) * power);
	return true;
}

/*
 * Narrow numbers of a brief window: their sum stays below 10 * 2^57 * 10^15, which is
 * 2^111, so that 128 bits hold those of all pairs that a label can have.
 */
static ALWAYS_INLINE bool
is_brief(const trade_matrix_question *question, presence_form presence, const found_pair *pair)
{
	return presence == IN_ONE_WORD && question->brief &&
		trade_matrix_widths[pair->form[0] & 15] <= TRADE_BITS_AT_ONCE;
}

/* Values of a pair in a window, where they are narrow and the window is brief. */
static ALWAYS_INLINE trade_units
brief_units(const trade_matrix_scan *scan, const trade_matrix_question *question, uint32_t zigzag,
			found_pair *pair, int window)
{
	uint32_t	width = trade_matrix_widths[pair->form[0] & 15];
	trade_matrix_range range = question->range[window];
	int64_t		sum;

	pair->count[window] = add_brief(scan->slice.number, pair->number + pair->first[window] * width, width, zigzag,
									pair->word >> range.from, range.to - range.from, &sum);
	return (trade_units) sum * trade_matrix_powers[pair->form[0] >> 4];
}

/* The same of any pair. */
static ALWAYS_INLINE bool
window_units(const trade_matrix_scan *scan, const found_pair *pair, int window, trade_units *units, trade_sum *sum)
{
	uint32_t	width = trade_matrix_widths[pair->form[0] & 15];
	uint32_t	count = pair->count[window];

	if (width > TRADE_BITS_AT_ONCE || count > ADDED_AT_ONCE)
		return add_numbers(scan->slice.number, pair->number, pair->form[0], scan->signs & 1, pair->first[window], count, sum);
	*units += (trade_units) add_narrow(scan->slice.number, pair->number + (uint64_t) pair->first[window] * width, width,
									   scan->signs & 1, count) * trade_matrix_powers[pair->form[0] >> 4];
	return true;
}

/* Values of a pair in both windows, and the number of its cells there. */
static ALWAYS_INLINE bool
add_values(const trade_matrix_scan *scan, const trade_matrix_question *question, presence_form presence,
		   found_pair *pair, trade_units *units, trade_sum *sum)
{
	if (is_brief(question, presence, pair))
	{
		units[0] += brief_units(scan, question, scan->signs & 1, pair, 0);
		units[1] += brief_units(scan, question, scan->signs & 1, pair, 1);
		return true;
	}
	if (presence == IN_ONE_WORD)
		count_in_word(question, pair);
	return window_units(scan, pair, 0, &units[0], &sum[0]) && window_units(scan, pair, 1, &units[1], &sum[1]);
}

static inline presence_form
presence_of(const trade_matrix_scan *scan)
{
	if (scan->count_bits > 0)
		return IN_LISTS;
	return scan->periods <= TRADE_BITS_AT_ONCE ? IN_ONE_WORD : IN_BITS;
}

/* Code for the common form, and for the others. */
#define BY_FORM(function, scan, question, ...) \
	(presence_of(scan) == IN_ONE_WORD ? function(scan, question, __VA_ARGS__, IN_ONE_WORD) \
	 : function(scan, question, __VA_ARGS__, presence_of(scan)))

#endif

/*
 * Sums over windows straight from the stored form of a matrix.
 *
 * Of a pair only the numbers inside a window are looked at; its numbers are added
 * up as they are stored, and multiplied by their power of ten once.
 */
#include "matrix_flow_core.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

/* So many numbers of up to 57 bits add up in 64. */
#define ADDED_AT_ONCE 64
/* So many pairs, of so many numbers each, add up in 128. */
#define PAIRS_AT_ONCE 1024
/*
 * Up to so many periods of a window are gone through whether a cell is there or
 * not: to guess wrongly how many there are costs more.
 */
#define BRIEF 10

/* How the periods of a matrix lie; code is made for each of them. */
typedef enum presence_form
{
	IN_16_BITS,
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

static bool
problem(trade_matrix_reader *reader, const char *what)
{
	reader->problem = what;
	return false;
}

void
trade_matrix_ask(const trade_matrix_reader *reader, const trade_windows *windows, const uint64_t *exporters,
				 trade_matrix_question *question)
{
	memset(question, 0, sizeof(*question));
	question->exporters = exporters;
	question->brief = true;
	if (reader->shape.cell_count == 0)
		return;
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_matrix_range range = trade_matrix_periods(reader, windows->span[window]);

		question->range[window] = range;
		if (range.to - range.from > BRIEF)
			question->brief = false;
		if (range.from <= TRADE_BITS_AT_ONCE)
			question->below[window] = trade_bits_mask(range.from);
		question->lanes |= (question->below[window] & 0xFFFF) << (16 * (window + 1));
	}
	question->lanes |= 0xFFFF;
}

bool
trade_matrix_scan_begin(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes, trade_matrix_scan *scan)
{
	scan->at = scan->least_exporter = 0;
	scan->number = 0;
	if (!trade_matrix_place_slice(reader, at, bytes, &scan->slice))
		return false;
	scan->presence = reader->shape.flags & TRADE_MATRIX_LISTED
		? (uint64_t) scan->slice.pairs * reader->shape.count_bits : 0;
	return true;
}

/* Counts the bits of all periods and of those before each window, in four lanes at once. */
static ALWAYS_INLINE void
look_in_16_bits(const trade_matrix_scan *scan, const trade_matrix_question *question, uint32_t periods,
				found_pair *pair)
{
	uint64_t	word = trade_bits_get(scan->slice.presence, scan->presence, periods);
	uint64_t	lanes = word * 0x0001000100010001ULL & question->lanes;

	pair->word = word;
	lanes -= lanes >> 1 & 0x5555555555555555ULL;
	lanes = (lanes & 0x3333333333333333ULL) + (lanes >> 2 & 0x3333333333333333ULL);
	lanes = (lanes + (lanes >> 4)) & 0x0F0F0F0F0F0F0F0FULL;
	lanes += lanes >> 8;
	pair->cells = lanes & 31;
	pair->first[0] = lanes >> 16 & 31;
	pair->first[1] = lanes >> 32 & 31;
}

static ALWAYS_INLINE void
look_in_word(const trade_matrix_scan *scan, const trade_matrix_question *question, uint32_t periods,
			 found_pair *pair)
{
	uint64_t	word = trade_bits_get(scan->slice.presence, scan->presence, periods);

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
look_in_bits(const trade_matrix_scan *scan, const trade_matrix_question *question, uint32_t periods,
			 found_pair *pair)
{
	const uint8_t *bytes = scan->slice.presence;

	pair->cells = trade_matrix_count_bits(bytes, scan->presence, periods);
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_matrix_range range = question->range[window];

		pair->first[window] = trade_matrix_count_bits(bytes, scan->presence, range.from);
		pair->count[window] = trade_matrix_count_bits(bytes, scan->presence + range.from, range.to - range.from);
	}
}

static inline void
look_in_list(const trade_matrix_scan *scan, const trade_matrix_question *question,
			 const trade_matrix_shape *shape, found_pair *pair)
{
	uint32_t	bits = trade_matrix_bits_of(shape->period_count - 1);

	pair->cells = (uint32_t) trade_bits_get(scan->slice.presence, (uint64_t) scan->at * shape->count_bits,
											shape->count_bits);
	memset(pair->first, 0, sizeof(pair->first));
	memset(pair->count, 0, sizeof(pair->count));
	for (uint32_t i = 0; i < pair->cells; i++)
	{
		uint64_t	period = trade_bits_get(scan->slice.presence, scan->presence + (uint64_t) i * bits, bits);

		for (int window = 0; window < TRADE_WINDOWS; window++)
		{
			pair->first[window] += period < question->range[window].from;
			pair->count[window] += period >= question->range[window].from && period < question->range[window].to;
		}
	}
}

/* The next pair of the slice, which is there; false at a problem. */
static ALWAYS_INLINE bool
find_pair(trade_matrix_reader *reader, trade_matrix_scan *scan, const trade_matrix_question *question,
		  presence_form presence, found_pair *pair)
{
	const trade_matrix_shape *shape = &reader->shape;
	uint32_t	label_width = trade_matrix_label_width(shape);
	uint32_t	kinds = trade_matrix_form_bytes(shape);
	uint32_t	width = 0;

	pair->exporter = label_width == 1 ? scan->slice.exporter[scan->at]
		: trade_matrix_field(scan->slice.exporter + 2 * (size_t) scan->at, 2);
	if (presence == IN_16_BITS)
		look_in_16_bits(scan, question, shape->period_count, pair);
	else if (presence == IN_ONE_WORD)
		look_in_word(scan, question, shape->period_count, pair);
	else if (presence == IN_BITS)
		look_in_bits(scan, question, shape->period_count, pair);
	else
		look_in_list(scan, question, shape, pair);
	scan->presence += presence == IN_LISTS
		? (uint64_t) pair->cells * trade_matrix_bits_of(shape->period_count - 1) : shape->period_count;
	pair->form = scan->slice.form + (size_t) scan->at * kinds;
	for (uint32_t kind = 0; kind < kinds; kind++)
		width += trade_matrix_widths[pair->form[kind] & 15];
	pair->number = scan->number;
	scan->number += (uint64_t) pair->cells * width;
	scan->at++;
	if (scan->number > scan->slice.number_bits)
		return problem(reader, "a slice is too short");
	if (pair->exporter >= shape->label_count || pair->exporter < scan->least_exporter)
		return problem(reader, "exporters out of order");
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

/* The same by periods, a bit for each: no branch depends on the data. Gives the number of cells. */
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

static bool
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

/* Adds up numbers of a kind: `count` of them from `first` on. */
static bool
add_numbers(trade_matrix_reader *reader, const trade_matrix_scan *scan, uint32_t form, int kind, uint64_t at,
			uint32_t first, uint32_t count, trade_sum *sum)
{
	uint32_t	width = trade_matrix_widths[form & 15];
	uint32_t	zigzag = reader->shape.flags / TRADE_MATRIX_SIGNED >> kind & 1;
	int64_t		power = trade_matrix_powers[form >> 4];

	at += (uint64_t) first * width;
	if (width > TRADE_BITS_AT_ONCE)
		return add_wide(sum, scan->slice.number, at, width, zigzag, count, power)
			|| problem(reader, "a number is out of range");
	for (; count > ADDED_AT_ONCE; count -= ADDED_AT_ONCE, at += ADDED_AT_ONCE * width)
		trade_sum_add_units(sum, (trade_units) add_narrow(scan->slice.number, at, width, zigzag, ADDED_AT_ONCE) * power);
	trade_sum_add_units(sum, (trade_units) add_narrow(scan->slice.number, at, width, zigzag, count) * power);
	return true;
}

/*
 * Values of a pair in both windows, and the number of its cells there: to units
 * where that is quick, else to sum.
 */
static ALWAYS_INLINE bool
add_values(trade_matrix_reader *reader, const trade_matrix_scan *scan, const trade_matrix_question *question,
		   presence_form presence, uint32_t zigzag, found_pair *pair, trade_units *units, trade_sum *sum)
{
	uint32_t	width = trade_matrix_widths[pair->form[0] & 15];
	int64_t		power = trade_matrix_powers[pair->form[0] >> 4];
	bool		in_word = presence == IN_16_BITS || presence == IN_ONE_WORD;

	if (in_word && width <= TRADE_BITS_AT_ONCE && question->brief)
	{
		for (int window = 0; window < TRADE_WINDOWS; window++)
		{
			trade_matrix_range range = question->range[window];
			int64_t		added;

			pair->count[window] = add_brief(scan->slice.number, pair->number + pair->first[window] * width, width,
											zigzag, pair->word >> range.from, range.to - range.from, &added);
			units[window] += (trade_units) added * power;
		}
		return true;
	}
	if (in_word)
		count_in_word(question, pair);
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		uint32_t	count = pair->count[window];

		if (width <= TRADE_BITS_AT_ONCE && count <= ADDED_AT_ONCE)
			units[window] += (trade_units) add_narrow(scan->slice.number,
													  pair->number + (uint64_t) pair->first[window] * width,
													  width, zigzag, count) * power;
		else if (!add_numbers(reader, scan, pair->form[0], 0, pair->number, pair->first[window], count, &sum[window]))
			return false;
	}
	return true;
}

static ALWAYS_INLINE bool
asked_for(const trade_matrix_question *question, const found_pair *pair)
{
	return question->exporters == NULL ||
		(question->exporters[pair->exporter / 64] >> (pair->exporter % 64) & 1) != 0;
}

static ALWAYS_INLINE bool
scan_total(trade_matrix_reader *reader, trade_matrix_scan *scan, const trade_matrix_question *question,
		   trade_flow *total, presence_form presence, uint32_t zigzag)
{
	while (scan->at < scan->slice.pairs)
	{
		uint32_t	rest = scan->slice.pairs - scan->at;
		uint32_t	end = rest > PAIRS_AT_ONCE ? scan->at + PAIRS_AT_ONCE : scan->slice.pairs;
		trade_units units[TRADE_WINDOWS] = {0, 0};

		while (scan->at < end)
		{
			found_pair	pair;

			if (!find_pair(reader, scan, question, presence, &pair))
				return false;
			if (!asked_for(question, &pair))
				continue;
			if (!add_values(reader, scan, question, presence, zigzag, &pair, units, total->value))
				return false;
			total->cells[0] += pair.count[0];
			total->cells[1] += pair.count[1];
		}
		trade_sum_add_units(&total->value[0], units[0]);
		trade_sum_add_units(&total->value[1], units[1]);
	}
	return true;
}

static presence_form
presence_of(const trade_matrix_reader *reader)
{
	uint32_t	periods = reader->shape.period_count;

	if (reader->shape.flags & TRADE_MATRIX_LISTED)
		return IN_LISTS;
	return periods <= 16 ? IN_16_BITS : periods <= TRADE_BITS_AT_ONCE ? IN_ONE_WORD : IN_BITS;
}

/* A function for each way the periods lie and signs are written: all that is constant in a matrix. */
#define FOR_EACH_FORM(reader, function, ...) \
	do { \
		bool		zigzag = (reader)->shape.flags & TRADE_MATRIX_SIGNED; \
		switch (presence_of(reader)) \
		{ \
			case IN_16_BITS: \
				return zigzag ? function(__VA_ARGS__, IN_16_BITS, 1) : function(__VA_ARGS__, IN_16_BITS, 0); \
			case IN_ONE_WORD: \
				return function(__VA_ARGS__, IN_ONE_WORD, zigzag); \
			case IN_BITS: \
				return function(__VA_ARGS__, IN_BITS, zigzag); \
			default: \
				return function(__VA_ARGS__, IN_LISTS, zigzag); \
		} \
	} while (0)

bool
trade_matrix_scan_total(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, trade_flow *total)
{
	*total = (trade_flow) {.importer = scan->slice.importer};
	FOR_EACH_FORM(reader, scan_total, reader, scan, question, total);
}

/* Quantities of a flow, and the value of the rows that carry one: all less the rest. */
static bool
add_quantities(trade_matrix_reader *reader, const trade_matrix_scan *scan, const found_pair *pair,
			   const trade_flow *flow, trade_flow_quantity *quantity)
{
	uint64_t	at = pair->number + (uint64_t) pair->cells * trade_matrix_widths[pair->form[0] & 15];
	uint64_t	rest_at = at + (uint64_t) pair->cells * trade_matrix_widths[pair->form[1] & 15];

	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_sum	rest = trade_sum_of(0);

		if (!add_numbers(reader, scan, pair->form[1], 1, at, pair->first[window], pair->count[window],
						 &quantity->quantity[window]) ||
			!add_numbers(reader, scan, pair->form[2], 2, rest_at, pair->first[window], pair->count[window], &rest))
			return false;
		quantity->value[window] = flow->value[window];
		trade_sum_subtract(&quantity->value[window], &rest);
	}
	return true;
}

static ALWAYS_INLINE uint32_t
scan_flows(trade_matrix_reader *reader, trade_matrix_scan *scan, const trade_matrix_question *question,
		   trade_flow *flow, trade_flow_quantity *quantity, uint32_t max, presence_form presence, uint32_t zigzag)
{
	uint32_t	flows = 0;

	while (flows < max && scan->at < scan->slice.pairs)
	{
		found_pair	pair;
		trade_units units[TRADE_WINDOWS] = {0, 0};
		trade_sum	more[TRADE_WINDOWS] = {{{0}}};
		trade_flow *out = &flow[flows];

		if (!find_pair(reader, scan, question, presence, &pair))
			return 0;
		if (!asked_for(question, &pair))
			continue;
		if (!add_values(reader, scan, question, presence, zigzag, &pair, units, more))
			return 0;
		if (pair.count[0] + pair.count[1] == 0)
			continue;
		out->importer = scan->slice.importer;
		out->exporter = pair.exporter;
		for (int window = 0; window < TRADE_WINDOWS; window++)
		{
			out->cells[window] = pair.count[window];
			out->value[window] = trade_sum_of(units[window]);
			trade_sum_add(&out->value[window], &more[window]);
		}
		if (quantity != NULL)
		{
			memset(&quantity[flows], 0, sizeof(*quantity));
			if (reader->shape.has_quantity && !add_quantities(reader, scan, &pair, out, &quantity[flows]))
				return 0;
		}
		flows++;
	}
	return flows;
}

uint32_t
trade_matrix_scan_flows(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, trade_flow *flow,
						trade_flow_quantity *quantity, uint32_t max)
{
	FOR_EACH_FORM(reader, scan_flows, reader, scan, question, flow, quantity, max);
}

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

/*
 * How the periods of a matrix lie.  The first is common, and has code of its own:
 * up to 16 periods, brief windows, neither negative values nor quantities.
 */
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

void
trade_matrix_scan_init(const trade_matrix_reader *reader, trade_matrix_scan *scan)
{
	const trade_matrix_shape *shape = &reader->shape;

	*scan = (trade_matrix_scan) {
		.label_count = shape->label_count, .label_width = reader->label_width,
		.kinds = trade_matrix_form_bytes(shape), .signs = shape->flags / TRADE_MATRIX_SIGNED,
		.periods = shape->period_count, .count_bits = shape->count_bits};
	if (shape->flags & TRADE_MATRIX_LISTED)
		scan->period_bits = trade_matrix_bits_of(shape->period_count - 1);
}

bool
trade_matrix_scan_begin(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes, trade_matrix_scan *scan)
{
	trade_matrix_slice slice;

	if (!trade_matrix_place_slice(reader, at, bytes, &slice))
		return false;
	scan->importer = slice.importer;
	scan->pairs = slice.pairs;
	scan->at = 0;
	scan->least_exporter = 0;
	scan->exporter = slice.exporter;
	scan->form = slice.form;
	scan->presence = slice.presence;
	scan->number = slice.number;
	scan->presence_at = (uint64_t) slice.pairs * scan->count_bits;
	scan->number_at = 0;
	scan->number_bits = slice.number_bits;
	return true;
}

bool
trade_matrix_scan_has(const trade_matrix_scan *scan, uint32_t exporter)
{
	if (scan->label_width == 1)
		return memchr(scan->exporter, (int) exporter, scan->pairs) != NULL;
	for (uint32_t i = 0; i < scan->pairs; i++)
		if (trade_matrix_field(scan->exporter + 2 * (size_t) i, 2) == exporter)
			return true;
	return false;
}

/* Counts the bits of all periods and of those before each window, in lanes of one word. */
static ALWAYS_INLINE void
look_in_16_bits(const trade_matrix_scan *scan, const trade_matrix_question *question, found_pair *pair)
{
	uint64_t	word = trade_bits_get(scan->presence, scan->presence_at, scan->periods);
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
look_in_word(const trade_matrix_scan *scan, const trade_matrix_question *question, found_pair *pair)
{
	uint64_t	word = trade_bits_get(scan->presence, scan->presence_at, scan->periods);

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
	pair->cells = trade_matrix_count_bits(scan->presence, scan->presence_at, scan->periods);
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_matrix_range range = question->range[window];

		pair->first[window] = trade_matrix_count_bits(scan->presence, scan->presence_at, range.from);
		pair->count[window] = trade_matrix_count_bits(scan->presence, scan->presence_at + range.from,
													  range.to - range.from);
	}
}

static inline void
look_in_list(const trade_matrix_scan *scan, const trade_matrix_question *question, found_pair *pair)
{
	uint64_t	at = scan->presence_at;

	pair->cells = (uint32_t) trade_bits_get(scan->presence, (uint64_t) scan->at * scan->count_bits,
											scan->count_bits);
	memset(pair->first, 0, sizeof(pair->first));
	memset(pair->count, 0, sizeof(pair->count));
	for (uint32_t i = 0; i < pair->cells; i++, at += scan->period_bits)
	{
		uint64_t	period = trade_bits_get(scan->presence, at, scan->period_bits);

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
	bool		plain = presence == IN_16_BITS;
	uint32_t	width;

	pair->exporter = scan->label_width == 1 ? scan->exporter[scan->at]
		: trade_matrix_field(scan->exporter + 2 * (size_t) scan->at, 2);
	if (presence == IN_16_BITS)
		look_in_16_bits(scan, question, pair);
	else if (presence == IN_ONE_WORD)
		look_in_word(scan, question, pair);
	else if (presence == IN_BITS)
		look_in_bits(scan, question, pair);
	else
		look_in_list(scan, question, pair);
	scan->presence_at += presence == IN_LISTS ? (uint64_t) pair->cells * scan->period_bits : scan->periods;
	pair->form = scan->form + (plain ? scan->at : (size_t) scan->at * scan->kinds);
	width = trade_matrix_widths[pair->form[0] & 15];
	for (uint32_t kind = 1; !plain && kind < scan->kinds; kind++)
		width += trade_matrix_widths[pair->form[kind] & 15];
	pair->number = scan->number_at;
	scan->number_at += (uint64_t) pair->cells * width;
	scan->at++;
	if (scan->number_at > scan->number_bits || pair->exporter >= scan->label_count ||
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

/* Adds up numbers of any width, `count` of them from `first` on; false where one is out of range. */
static bool
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
	return (presence == IN_16_BITS || (presence == IN_ONE_WORD && question->brief)) &&
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

	pair->count[window] = add_brief(scan->number, pair->number + pair->first[window] * width, width, zigzag,
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
		return add_numbers(scan->number, pair->number, pair->form[0], scan->signs & 1, pair->first[window], count, sum);
	*units += (trade_units) add_narrow(scan->number, pair->number + (uint64_t) pair->first[window] * width, width,
									   scan->signs & 1, count) * trade_matrix_powers[pair->form[0] >> 4];
	return true;
}

/* Values of a pair in both windows, and the number of its cells there. */
static ALWAYS_INLINE bool
add_values(const trade_matrix_scan *scan, const trade_matrix_question *question, presence_form presence,
		   found_pair *pair, trade_units *units, trade_sum *sum)
{
	bool		in_word = presence == IN_16_BITS || presence == IN_ONE_WORD;

	if (is_brief(question, presence, pair))
	{
		uint32_t	zigzag = presence == IN_16_BITS ? 0 : scan->signs & 1;

		units[0] += brief_units(scan, question, zigzag, pair, 0);
		units[1] += brief_units(scan, question, zigzag, pair, 1);
		return true;
	}
	if (in_word)
		count_in_word(question, pair);
	if (presence == IN_16_BITS)
		return add_numbers(scan->number, pair->number, pair->form[0], 0, pair->first[0], pair->count[0], &sum[0])
			&& add_numbers(scan->number, pair->number, pair->form[0], 0, pair->first[1], pair->count[1], &sum[1]);
	return window_units(scan, pair, 0, &units[0], &sum[0]) && window_units(scan, pair, 1, &units[1], &sum[1]);
}

static ALWAYS_INLINE bool
asked_for(const trade_matrix_question *question, const found_pair *pair)
{
	return question->exporters == NULL ||
		(question->exporters[pair->exporter / 64] >> (pair->exporter % 64) & 1) != 0;
}

static ALWAYS_INLINE bool
scan_total(trade_matrix_scan *scan, const trade_matrix_question *question, trade_flow *total,
		   presence_form presence)
{
	trade_matrix_scan here = *scan;
	const trade_matrix_question asked = *question;
	trade_sum	sum[TRADE_WINDOWS] = {{{0}}};
	uint32_t	cells[TRADE_WINDOWS] = {0, 0};

	while (here.at < here.pairs)
	{
		uint32_t	rest = here.pairs - here.at;
		uint32_t	end = rest > PAIRS_AT_ONCE ? here.at + PAIRS_AT_ONCE : here.pairs;
		trade_units units[TRADE_WINDOWS] = {0, 0};

		while (here.at < end)
		{
			found_pair	pair;

			if (!find_pair(&here, &asked, presence, &pair))
				return false;
			if (!asked_for(&asked, &pair))
				continue;
			if (!add_values(&here, &asked, presence, &pair, units, sum))
				return false;
			cells[0] += pair.count[0];
			cells[1] += pair.count[1];
		}
		trade_sum_add_units(&sum[0], units[0]);
		trade_sum_add_units(&sum[1], units[1]);
	}
	*total = (trade_flow) {here.importer, 0, {cells[0], cells[1]}, {sum[0], sum[1]}};
	scan->at = here.at;
	return true;
}

/* A pair that is brief: no branch depends on whether it is marked. */
static ALWAYS_INLINE void
tally_brief(const trade_matrix_scan *scan, const trade_matrix_question *question, presence_form presence,
			found_pair *pair, uint64_t marked, trade_matrix_tally *tally, trade_units units[2][TRADE_WINDOWS])
{
	uint32_t	zigzag = presence == IN_16_BITS ? 0 : scan->signs & 1;

	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_units value = brief_units(scan, question, zigzag, pair, window);

		units[0][window] += value;
		units[1][window] += value & -(trade_units) marked;
		tally->marked_cells[window] += pair->count[window] & -(uint32_t) marked;
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
			tally->marked_cells[window] += pair->count[window];
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

	while (here.at < here.pairs)
	{
		found_pair	pair;
		uint64_t	marked;

		if (!find_pair(&here, &asked, presence, &pair))
			return false;
		if (pair.exporter == but)
			continue;
		marked = sums.marked[pair.exporter / 64] >> (pair.exporter % 64) & 1;
		if (is_brief(&asked, presence, &pair))
			tally_brief(&here, &asked, presence, &pair, marked, &sums, units);
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

	period->cells++;
	if (width > TRADE_BITS_AT_ONCE)
		return add_numbers(scan->number, pair->number, pair->form[0], scan->signs & 1, cell, 1, &period->value.other);
	period->value.narrow += (trade_units) signed_number(trade_bits_get(scan->number, pair->number + (uint64_t) cell * width, width),
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
		uint64_t	word = trade_bits_get(scan->presence, at + from, rest < TRADE_BITS_AT_ONCE ? rest : TRADE_BITS_AT_ONCE);

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
		uint64_t	listed = trade_bits_get(scan->presence, at, scan->period_bits);

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

	while (here.at < here.pairs)
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

/* Quantities of a flow, and the value of the rows that carry one: all less the rest. */
static ALWAYS_INLINE bool
add_quantities(const trade_matrix_scan *scan, const found_pair *pair, const trade_flow *flow,
			   trade_flow_quantity *quantity)
{
	uint64_t	at = pair->number + (uint64_t) pair->cells * trade_matrix_widths[pair->form[0] & 15];
	uint64_t	rest_at = at + (uint64_t) pair->cells * trade_matrix_widths[pair->form[1] & 15];

	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_sum	rest = trade_sum_of(0);

		if (!add_numbers(scan->number, at, pair->form[1], scan->signs >> 1 & 1, pair->first[window],
						 pair->count[window], &quantity->quantity[window]) ||
			!add_numbers(scan->number, rest_at, pair->form[2], scan->signs >> 2 & 1, pair->first[window],
						 pair->count[window], &rest))
			return false;
		quantity->value[window] = flow->value[window];
		trade_sum_subtract(&quantity->value[window], &rest);
	}
	return true;
}

static ALWAYS_INLINE bool
scan_flows(trade_matrix_scan *scan, const trade_matrix_question *question, trade_flow *flow,
		   trade_flow_quantity *quantity, uint32_t max, uint32_t *count, presence_form presence)
{
	trade_matrix_scan here = *scan;
	const trade_matrix_question asked = *question;
	uint32_t	flows = 0;

	while (flows < max && here.at < here.pairs)
	{
		found_pair	pair;
		trade_units units[TRADE_WINDOWS] = {0, 0};
		trade_sum	more[TRADE_WINDOWS] = {{{0}}};
		trade_flow *out = &flow[flows];

		if (!find_pair(&here, &asked, presence, &pair))
			return false;
		if (!asked_for(&asked, &pair))
			continue;
		if (!add_values(&here, &asked, presence, &pair, units, more))
			return false;
		if (pair.count[0] + pair.count[1] == 0)
			continue;
		out->importer = here.importer;
		out->exporter = pair.exporter;
		for (int window = 0; window < TRADE_WINDOWS; window++)
		{
			trade_sum_add_units(&more[window], units[window]);
			out->cells[window] = pair.count[window];
			out->value[window] = more[window];
		}
		if (quantity != NULL)
		{
			memset(&quantity[flows], 0, sizeof(*quantity));
			if (presence != IN_16_BITS && here.kinds > 1 && !add_quantities(scan, &pair, out, &quantity[flows]))
				return false;
		}
		flows++;
	}
	*scan = here;
	*count = flows;
	return true;
}

static presence_form
presence_of(const trade_matrix_scan *scan, const trade_matrix_question *question)
{
	if (scan->count_bits > 0)
		return IN_LISTS;
	if (scan->periods <= 16 && question->brief && scan->kinds == 1 && (scan->signs & 1) == 0)
		return IN_16_BITS;
	return scan->periods <= TRADE_BITS_AT_ONCE ? IN_ONE_WORD : IN_BITS;
}

/* Code for the common form, and for the others. */
#define BY_FORM(function, scan, question, ...) \
	(presence_of(scan, question) == IN_16_BITS ? function(scan, question, __VA_ARGS__, IN_16_BITS) \
	 : function(scan, question, __VA_ARGS__, presence_of(scan, question)))

bool
trade_matrix_scan_total(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, trade_flow *total)
{
	return BY_FORM(scan_total, scan, question, total) || problem(reader, "a slice is no slice");
}

bool
trade_matrix_scan_tally(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, uint32_t but, trade_matrix_tally *tally)
{
	return BY_FORM(scan_tally, scan, question, but, tally) || problem(reader, "a slice is no slice");
}

bool
trade_matrix_scan_periods(trade_matrix_reader *reader, trade_matrix_scan *scan,
						  const trade_matrix_question *question, trade_matrix_period *period)
{
	return BY_FORM(scan_periods, scan, question, period) || problem(reader, "a slice is no slice");
}

uint32_t
trade_matrix_scan_flows(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, trade_flow *flow,
						trade_flow_quantity *quantity, uint32_t max)
{
	uint32_t	count = 0;

	if (!BY_FORM(scan_flows, scan, question, flow, quantity, max, &count))
		problem(reader, "a slice is no slice");
	return count;
}

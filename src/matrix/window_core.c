/*
 * Sums over windows straight from the stored form of a matrix.
 *
 * Of a pair only the numbers inside a window are looked at; its numbers are added
 * up as they are stored, and multiplied by their power of ten once.
 */
#include "matrix/pair_core.h"
#include "matrix/plain_core.h"

/*
 * Up to so many periods of a window are gone through whether a cell is there or
 * not: to guess wrongly how many there are costs more.
 */
#define BRIEF 10

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
	}
	question->plain = question->brief && reader->shape.period_count <= 16 && reader->label_width == 1 &&
		(reader->shape.flags & (TRADE_MATRIX_QUANTITY | TRADE_MATRIX_SIGNED | TRADE_MATRIX_LISTED)) == 0;
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
	if (!trade_matrix_place_slice(reader, at, bytes, &scan->slice))
		return false;
	scan->at = 0;
	scan->least_exporter = 0;
	scan->presence_at = (uint64_t) scan->slice.pairs * scan->count_bits;
	scan->number_at = 0;
	return true;
}

bool
trade_matrix_scan_has(const trade_matrix_scan *scan, uint32_t exporter)
{
	if (scan->label_width == 1)
		return memchr(scan->slice.exporter, (int) exporter, scan->slice.pairs) != NULL;
	for (uint32_t i = 0; i < scan->slice.pairs; i++)
		if (trade_matrix_field(scan->slice.exporter + 2 * (size_t) i, 2) == exporter)
			return true;
	return false;
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

	while (here.at < here.slice.pairs)
	{
		uint32_t	rest = here.slice.pairs - here.at;
		uint32_t	end = rest > PAIRS_AT_ONCE ? here.at + PAIRS_AT_ONCE : here.slice.pairs;
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
	*total = (trade_flow) {here.slice.importer, 0, {cells[0] > 0, cells[1] > 0}, {sum[0], sum[1]}};
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

		if (!add_numbers(scan->slice.number, at, pair->form[1], scan->signs >> 1 & 1, pair->first[window],
						 pair->count[window], &quantity->quantity[window]) ||
			!add_numbers(scan->slice.number, rest_at, pair->form[2], scan->signs >> 2 & 1, pair->first[window],
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

	while (flows < max && here.at < here.slice.pairs)
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
		out->importer = here.slice.importer;
		out->exporter = pair.exporter;
		for (int window = 0; window < TRADE_WINDOWS; window++)
		{
			trade_sum_add_units(&more[window], units[window]);
			out->present[window] = pair.count[window] > 0;
			out->value[window] = more[window];
		}
		if (quantity != NULL)
		{
			memset(&quantity[flows], 0, sizeof(*quantity));
			if (here.kinds > 1 && !add_quantities(scan, &pair, out, &quantity[flows]))
				return false;
		}
		flows++;
	}
	*scan = here;
	*count = flows;
	return true;
}

bool
trade_matrix_scan_total(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, trade_flow *total)
{
	return (question->plain ? trade_matrix_plain_total(scan, question, total)
			: BY_FORM(scan_total, scan, question, total)) || problem(reader, "a slice is no slice");
}

uint32_t
trade_matrix_scan_flows(trade_matrix_reader *reader, trade_matrix_scan *scan,
						const trade_matrix_question *question, trade_flow *flow,
						trade_flow_quantity *quantity, uint32_t max)
{
	uint32_t	count = 0;

	if (question->plain && quantity != NULL)
		memset(quantity, 0, max * sizeof(*quantity));
	if (!(question->plain ? trade_matrix_plain_flows(scan, question, flow, max, &count)
		  : BY_FORM(scan_flows, scan, question, flow, quantity, max, &count)))
		problem(reader, "a slice is no slice");
	return count;
}

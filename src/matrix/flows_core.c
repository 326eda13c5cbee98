/* Flows of an importer straight from the stored form of a matrix. */
#include "matrix/sum_core.h"
#include "matrix/window_core.h"

/* A walk that puts numbers where their exporters are. */
typedef struct flow_walk
{
	const trade_matrix_flow_room *room;
	const uint64_t *exporters;
	int			window;
	number_reader numbers[TRADE_MATRIX_NUMBERS];
} flow_walk;

/* No flow is asked for of an exporter; no matrix has so many. */
#define NO_FLOW UINT16_MAX

static ALWAYS_INLINE bool
see_exporter(void *context, const trade_matrix_slice *slice, uint32_t period, uint32_t exporter, uint32_t cell)
{
	const flow_walk *walking = context;

	(void) slice;
	(void) period;
	(void) cell;
	trade_set_add(walking->room->seen, exporter);
	return true;
}

/* The places that have a cell in some periods, without a look at each cell. */
static void
see_places(const trade_matrix_slice *slice, trade_matrix_range range, uint64_t *seen)
{
	uint32_t	count = slice->exporter_count;
	uint64_t	row = slice->presence + (uint64_t) range.from * count;

	for (uint32_t period = range.from; period < range.to; period++, row += count)
		for (uint32_t at = 0, word = 0; at < count; at += TRADE_BITS_AT_ONCE, word++)
			seen[word] |= trade_bits_get(slice->bytes, row + at, count - at < TRADE_BITS_AT_ONCE ? count - at : TRADE_BITS_AT_ONCE);
}

/*
 * The value of the rows that carry a quantity is a cell's value less what the column has,
 * and is made cell by cell: only so does it matter to nobody that this difference wraps
 * around, which sums of it could not take back.
 */
static bool
add_quantity(flow_walk *walking, uint32_t cell, trade_flow_quantity *quantity, trade_units value)
{
	trade_units rest;

	if (!add_number(&walking->numbers[1], cell, &quantity->quantity[walking->window]) ||
		!get_number(&walking->numbers[2], cell, &rest))
		return false;
	trade_sum_add_units(&quantity->value[walking->window], trade_cell_rest(value, rest));
	return true;
}

static ALWAYS_INLINE bool
add_flow(void *context, const trade_matrix_slice *slice, uint32_t period, uint32_t exporter, uint32_t cell)
{
	flow_walk  *walking = context;
	const trade_matrix_flow_room *room = walking->room;
	trade_units value;
	uint32_t	place = room->place[exporter];

	(void) period;
	if (walking->exporters != NULL && place == NO_FLOW)
		return true;
	if (!get_number(&walking->numbers[0], cell, &value))
		return false;
	trade_sum_add_units(&room->flow[place].value[walking->window], value);
	room->flow[place].present[walking->window] = true;
	if (room->quantity == NULL || slice->kinds == 1)
		return true;
	return add_quantity(walking, cell, &room->quantity[place], value);
}

/* A flow for each exporter that is seen and asked for, without numbers yet; false where one is none. */
static ALWAYS_INLINE bool
begin_flows(const trade_matrix_slice *slice, bool listed, const uint64_t *exporters, const trade_matrix_flow_room *room,
			uint32_t *count)
{
	uint32_t	keys = listed ? slice->label_count : slice->exporter_count;
	uint32_t	a_word = listed ? 64 : TRADE_BITS_AT_ONCE;
	uint32_t	done = 0;
	bool		valid = true;

	for (uint32_t word = 0; word * a_word < keys; word++)
	{
		for (uint64_t bits = room->seen[word]; bits != 0; bits &= bits - 1)
		{
			uint32_t	key = a_word * word + __builtin_ctzll(bits);
			uint32_t	exporter = listed ? key : trade_matrix_slice_exporter(slice, key);

			if (!listed && exporter >= slice->label_count)
				valid = false;
			else if (exporters != NULL && !trade_set_has(exporters, exporter))
				room->place[key] = NO_FLOW;
			else
			{
				room->flow[done] = (trade_flow) {.importer = slice->importer, .exporter = exporter};
				if (room->quantity != NULL)
					memset(&room->quantity[done], 0, sizeof(room->quantity[done]));
				room->place[key] = done++;
			}
		}
		room->seen[word] = 0;
	}
	*count = done;
	return valid;
}

/* Exporters with a cell in a window; of a grid, their places. */
static bool
see_window(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, flow_walk *walking)
{
	if (slice->listed)
		return walk(slice, question, window, true, see_exporter, walking);
	see_places(slice, question->range[window], walking->room->seen);
	return true;
}

static bool
add_window(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, flow_walk *walking)
{
	walking->window = window;
	for (uint32_t kind = 0; kind < slice->kinds; kind++)
		walking->numbers[kind] = (number_reader) {slice, &slice->column[kind], 0, 0};
	return walk(slice, question, window, true, add_flow, walking);
}

bool
trade_matrix_slice_flows(const trade_matrix_slice *slice, const trade_matrix_question *question,
						 const trade_matrix_flow_room *room, uint32_t *count)
{
	flow_walk	walking = {.room = room, .exporters = question->exporters};
	bool		has_cells[TRADE_WINDOWS];
	bool		valid = slice->exporter_count <= slice->label_count;

	*count = 0;
	for (int window = 0; window < TRADE_WINDOWS; window++)
		has_cells[window] = slice->first[question->from[window]] < slice->first[question->to[window]];
	/* as of many importers of a small matrix */
	if (!has_cells[0] && !has_cells[1])
		return valid;
	for (int window = 0; window < TRADE_WINDOWS && valid; window++)
		valid = !has_cells[window] || see_window(slice, question, window, &walking);
	valid = (slice->listed ? begin_flows(slice, true, question->exporters, room, count)
			 : begin_flows(slice, false, question->exporters, room, count)) && valid;
	for (int window = 0; window < TRADE_WINDOWS && valid; window++)
		valid = !has_cells[window] || add_window(slice, question, window, &walking);
	return valid;
}

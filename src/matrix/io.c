/* trade_matrix: text form and jsonb. */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/flatten.h"
#include "matrix/merge.h"
#include "matrix/open.h"
#include "matrix/sort.h"
#include "matrix/text_core.h"
#include "state/errors.h"
#include "state/labels.h"
#include "state/steps.h"
#include "state/text.h"

PG_FUNCTION_INFO_V1(sanctions_matrix_in);

/* What the input function keeps beside the working form. */
typedef struct matrix_input
{
	trade_text_parser parser;
	sanctions_work *work;
	uint32		importer;
	uint32		exporter;
	uint32		importers;		/* so many so far */
	uint32		stamps;			/* room of both arrays */
	bool	   *is_importer;	/* by label id */
	uint32	   *seen_by;		/* by label id: the last importer that had it as exporter */
} matrix_input;

static Datum
reject_text(const matrix_input *input, const char *text, struct Node *context)
{
	return sanctions_reject_text(&input->parser.json, text, "trade_matrix",
								 "A matrix is text like {\"labels\":\"text\",\"periods\":\"month\",\"flows\":{\"RUS\":{\"CHN\":{\"2023-01\":12.5}}}}, importer first.",
								 context);
}

static bool
input_problem(matrix_input *input, const char *problem)
{
	input->parser.json.problem = problem;
	input->parser.json.problem_at = input->parser.json.at;
	return false;
}

static void
grow_stamps(matrix_input *input, uint32 id)
{
	uint32		room = Max(2 * input->stamps, 64);

	if (id < input->stamps)
		return;
	room = Max(room, id + 1);
	if (input->stamps == 0)
	{
		input->is_importer = palloc0(room * sizeof(bool));
		input->seen_by = palloc0(room * sizeof(uint32));
	}
	else
	{
		input->is_importer = repalloc(input->is_importer, room * sizeof(bool));
		input->seen_by = repalloc(input->seen_by, room * sizeof(uint32));
		memset(input->is_importer + input->stamps, 0, (room - input->stamps) * sizeof(bool));
		memset(input->seen_by + input->stamps, 0, (room - input->stamps) * sizeof(uint32));
	}
	input->stamps = room;
}

static bool
input_label(matrix_input *input, uint32 *id)
{
	trade_json *json = &input->parser.json;

	if (!sanctions_read_label(input->parser.kind, json->string, &json->length))
		return input_problem(input, "an unknown country_code");
	*id = sanctions_work_label(input->work, json->string, json->length);
	grow_stamps(input, *id);
	return true;
}

static bool
input_importer(matrix_input *input)
{
	if (!input_label(input, &input->importer))
		return false;
	if (input->is_importer[input->importer])
		return input_problem(input, "an importer comes twice");
	input->is_importer[input->importer] = true;
	input->importers++;
	return true;
}

static bool
input_exporter(matrix_input *input)
{
	if (!input_label(input, &input->exporter))
		return false;
	if (input->seen_by[input->exporter] == input->importers)
		return input_problem(input, "an exporter of one importer comes twice");
	input->seen_by[input->exporter] = input->importers;
	return true;
}

static void
input_cell(matrix_input *input)
{
	const trade_text_parser *parser = &input->parser;
	trade_sum	value = trade_sum_of(parser->value);
	trade_sum	quantity = trade_sum_of(parser->quantity);
	trade_sum	quantity_value = trade_sum_of(parser->quantity_value);

	CHECK_FOR_INTERRUPTS();
	sanctions_work_add(input->work, input->importer, input->exporter, parser->month,
					   &value, parser->has_quantity ? &quantity : NULL, &quantity_value);
}

/* All of the flows into the working form; false at a problem. */
static bool
input_flows(matrix_input *input)
{
	for (;;)
	{
		switch (trade_text_next(&input->parser))
		{
			case TRADE_TEXT_IMPORTER:
				if (!input_importer(input))
					return false;
				break;
			case TRADE_TEXT_EXPORTER:
				if (!input_exporter(input))
					return false;
				break;
			case TRADE_TEXT_CELL:
				input_cell(input);
				break;
			case TRADE_TEXT_END:
				return true;
			default:
				return false;
		}
	}
}

Datum
sanctions_matrix_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	matrix_input input = {0};
	struct varlena *result = NULL;

	if (trade_text_begin(&input.parser, text, strlen(text), GetDatabaseEncoding() == PG_UTF8, sanctions_pause) != TRADE_TEXT_END)
		return reject_text(&input, text, fcinfo->context);
	input.work = sanctions_work_create(CurrentMemoryContext, input.parser.kind, input.parser.frequency, false);
	if (input_flows(&input))
	{
		result = sanctions_work_finish_unique(input.work);
		if (result == NULL)
			input_problem(&input, "a period of one flow comes twice");
	}
	if (result == NULL)
		return reject_text(&input, text, fcinfo->context);
	PG_RETURN_POINTER(result);
}

/* A matrix as text: importer by importer, whose cells come period by period and are written exporter by exporter. */
typedef struct matrix_output
{
	StringInfoData text;
	trade_matrix_reader *reader;
	const char **label;
	int		   *label_length;
	trade_cell *cells;			/* room for those of any importer */
	uint64	   *order;			/* so too: exporter and place of each */
} matrix_output;

static void
append_label(matrix_output *out, uint32 id)
{
	sanctions_append_label(&out->text, out->label[id], out->label_length[id]);
	appendStringInfoString(&out->text, ":{");
}

static void
append_cell(matrix_output *out, const trade_cell *cell)
{
	StringInfo	text = &out->text;

	sanctions_append_period(text, cell->month, out->reader->shape.frequency);
	appendStringInfoChar(text, ':');
	if (cell->quantity == 0 && cell->quantity_value == 0)
	{
		sanctions_append_decimal(text, cell->value);
		return;
	}
	appendStringInfoChar(text, '[');
	sanctions_append_decimal(text, cell->value);
	appendStringInfoChar(text, ',');
	sanctions_append_decimal(text, cell->quantity);
	appendStringInfoChar(text, ',');
	sanctions_append_decimal(text, cell->quantity_value);
	appendStringInfoChar(text, ']');
}

static void
read_importer(matrix_output *out, uint32 count)
{
	for (uint32 at = 0; at < count;)
	{
		uint32		end = at + sanctions_matrix_read(out->reader, out->cells + at, Min(count - at, SANCTIONS_CELLS_A_STEP));

		for (; at < end; at++)
		{
			out->order[2 * at] = out->cells[at].exporter;
			out->order[2 * at + 1] = at;
		}
	}
	/* periods stay in order */
	sanctions_entries_sort(out->order, count, 2);
}

static void
append_importer(matrix_output *out, uint32 importer, uint32 count)
{
	read_importer(out, count);
	append_label(out, importer);
	for (uint32 at = 0; at < count; at++)
	{
		const trade_cell *cell = &out->cells[out->order[2 * at + 1]];
		bool		new_exporter = at == 0 || out->order[2 * at] != out->order[2 * at - 2];

		CHECK_FOR_INTERRUPTS();
		if (at > 0 && new_exporter)
			appendStringInfoChar(&out->text, '}');
		if (at > 0)
			appendStringInfoChar(&out->text, ',');
		if (new_exporter)
			append_label(out, cell->exporter);
		append_cell(out, cell);
	}
	appendStringInfoString(&out->text, "}}");
}

static char *
matrix_text(Datum datum)
{
	matrix_output out = {.reader = sanctions_matrix_open(sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(datum)))};
	const trade_matrix_reader *reader = out.reader;

	if (reader->shape.cell_count == 0)
		return pstrdup("{\"labels\":null,\"periods\":null,\"flows\":{}}");
	sanctions_matrix_labels(out.reader, &out.label, &out.label_length);
	out.cells = MemoryContextAllocHuge(CurrentMemoryContext, reader->most_cells * sizeof(trade_cell));
	out.order = MemoryContextAllocHuge(CurrentMemoryContext, reader->most_cells * 2 * sizeof(uint64));
	initStringInfo(&out.text);
	appendStringInfo(&out.text, "{\"labels\":\"%s\",\"periods\":\"%s\",\"flows\":{",
					 trade_label_kind_name(reader->shape.kind),
					 reader->shape.frequency == TRADE_FREQUENCY_YEAR ? "year" : "month");
	for (uint32 at = 0; at < reader->shape.importer_count; at++)
	{
		if (at > 0)
			appendStringInfoChar(&out.text, ',');
		append_importer(&out, trade_matrix_importer(reader, at), trade_matrix_importer_cells(reader, at));
	}
	appendStringInfoString(&out.text, "}}");
	pfree(out.cells);
	pfree(out.order);
	return out.text.data;
}

SANCTIONS_STATE_TEXT(matrix, matrix_text)

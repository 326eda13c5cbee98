/*
 * What each importer bought in the windows: lines of the matrix, whose runs are periods
 * of one window and weight.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "screen/purchases.h"

struct sanctions_purchases_reader
{
	sanctions_part_reader *matrix;
	sanctions_part part;
	trade_matrix_line_question question;
	trade_matrix_lines lines;
};

static void
ask_periods(sanctions_part_reader *matrix, const trade_event_windows *windows, trade_matrix_line_question *question)
{
	uint32		periods = sanctions_part_period_count(matrix);
	trade_matrix_range *run = palloc(periods * sizeof(trade_matrix_range));
	uint32		count = 0;

	question->width = trade_line_width(windows);
	question->place = palloc(periods * sizeof(uint8));
	for (uint32 period = 0; period < periods; period++)
	{
		int			place = trade_line_place(windows, sanctions_part_period(matrix, period));

		question->place[period] = place < 0 ? question->width : place;
		if (place < 0)
			continue;
		if (count > 0 && run[count - 1].to == period && question->place[period - 1] == place)
			run[count - 1].to++;
		else
			run[count++] = (trade_matrix_range) {period, period + 1};
	}
	question->run = run;
	question->run_count = count;
}

static void
ask_labels(const sanctions_matrix *head, const uint64 *origins, const uint64 *exporters, uint8 *asked)
{
	for (int label = 0; label < head->label_count; label++)
		asked[label] = (sanctions_label_set_has(origins, label) ? TRADE_LINE_PART : 0)
			| (sanctions_label_set_has(exporters, label) ? TRADE_LINE_OWN : 0);
}

static void
make_room(const sanctions_matrix *head, uint32 width, trade_matrix_lines *lines)
{
	lines->exporter = palloc(head->label_count * sizeof(uint16));
	lines->line = palloc_extended((Size) head->label_count * width * sizeof(trade_sum), MCXT_ALLOC_HUGE);
	lines->at = palloc0(head->label_count * sizeof(uint16));
}

sanctions_purchases_reader *
sanctions_purchases_open(sanctions_part_reader *matrix, const trade_event_windows *windows,
						 const uint64 *importers, const uint64 *origins, const uint64 *exporters)
{
	sanctions_purchases_reader *reader = palloc(sizeof(sanctions_purchases_reader));
	const sanctions_matrix *head = sanctions_part_head(matrix);
	const trade_span envelope = {windows->window[TRADE_BEFORE].first, windows->window[TRADE_AFTER].last};

	reader->matrix = matrix;
	reader->part = (sanctions_part) {.importers = importers, .windows = {{envelope, TRADE_NO_SPAN}}};
	reader->question.asked = palloc(head->label_count * sizeof(uint8));
	ask_labels(head, origins, exporters, reader->question.asked);
	ask_periods(matrix, windows, &reader->question);
	make_room(head, reader->question.width, &reader->lines);
	sanctions_part_ask(matrix, &reader->part);
	return reader;
}

bool
sanctions_purchases_next(sanctions_purchases_reader *reader, trade_purchases *purchases)
{
	const trade_matrix_lines *lines = &reader->lines;
	uint16		importer;

	CHECK_FOR_INTERRUPTS();
	if (!sanctions_part_lines(reader->matrix, &reader->question, &reader->lines, &importer))
		return false;
	*purchases = (trade_purchases) {
		.importer = importer, .imports = lines->total, .inflow = lines->part, .from_origins = lines->has_part,
		.count = lines->count, .exporter = lines->exporter, .line = lines->line
	};
	return true;
}

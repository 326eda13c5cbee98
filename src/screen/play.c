/* What is the same in all runs of a placebo. */
#include "postgres.h"

#include "miscadmin.h"

#include "screen/labels.h"
#include "screen/play.h"

/* The first and last month of any point. */
static trade_span
months_of(const trade_book *book)
{
	trade_span	months = TRADE_NO_SPAN;

	for (uint32 i = 0; i < book->pair_count; i++)
	{
		const trade_pair *pair = &book->pair[i];
		trade_span	own = {book->point[pair->from].month, book->point[pair->from + pair->count - 1].month};

		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		months = i == 0 ? own : (trade_span) {Min(months.first, own.first), Max(months.last, own.last)};
	}
	return months;
}

static void
add_by_period(sanctions_play *play, const trade_pair *pair)
{
	const trade_book *book = play->book;
	bool		origin = sanctions_play_is_origin(play, pair->exporter);

	for (uint32 i = pair->from; i < pair->from + pair->count; i++)
	{
		int			months = book->point[i].month - play->first;
		/* a division by a constant is no division */
		int			period = play->period_months == 12 ? months / 12 : months;

		trade_sum_add(&play->by_period[0][period], &book->point[i].value);
		if (origin)
			trade_sum_add(&play->by_period[1][period], &book->point[i].value);
	}
}

/* What was added up, of all or of the origins, which is forgotten. */
static trade_course
take_course(sanctions_play *play, int of)
{
	trade_sum  *sum = play->by_period[of];
	trade_point *point;
	int			count = 0;

	for (int i = 0; i < play->periods; i++)
		count += trade_sum_sign(&sum[i]) != 0;
	point = MemoryContextAllocHuge(play->context, count * sizeof(trade_point) + 1);
	count = 0;
	for (int i = 0; i < play->periods; i++)
		if (trade_sum_sign(&sum[i]) != 0)
			point[count++] = (trade_point) {play->first + i * play->period_months, sum[i]};
	memset(sum, 0, play->periods * sizeof(trade_sum));
	return (trade_course) {point, count};
}

/* What a label bought, period by period. */
void
sanctions_play_know_purchases(sanctions_play *play, uint32 label)
{
	if (play->imports[label].point != NULL)
		return;
	for (uint32 at = 0; at < trade_book_sellers(play->book, label); at++)
	{
		CHECK_FOR_INTERRUPTS();
		add_by_period(play, trade_book_purchase(play->book, label, at));
	}
	play->imports[label] = take_course(play, 0);
	play->inflow[label] = take_course(play, 1);
}

void
sanctions_play_know_world(sanctions_play *play)
{
	if (play->world.point != NULL)
		return;
	for (uint32 i = 0; i < play->book->pair_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		add_by_period(play, &play->book->pair[i]);
	}
	play->world = take_course(play, 0);
	play->origin_sales = take_course(play, 1);
}

void
sanctions_play_begin(sanctions_play *play)
{
	const trade_book *book = play->book;
	trade_span	months = months_of(book);

	play->sums = sanctions_label_set(play->head);
	play->imports = palloc0(book->label_count * sizeof(trade_course));
	play->inflow = palloc0(book->label_count * sizeof(trade_course));
	play->world.point = NULL;
	play->outside = 0;
	for (uint32 label = 0; label < book->label_count; label++)
	{
		if (sanctions_label_is_sum(play->head, label))
			sanctions_label_set_add(play->sums, label);
		if (!sanctions_play_is_origin(play, label))
			play->outside += trade_book_buyers(book, label);
	}
	play->period_months = trade_period_step(play->head->frequency);
	play->first = months.first;
	play->periods = (months.last - months.first) / play->period_months + 1;
	for (int of = 0; of < 2; of++)
		play->by_period[of] = palloc_extended((Size) play->periods * sizeof(trade_sum), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	play->context = CurrentMemoryContext;
}

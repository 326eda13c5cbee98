/*
 * A matrix read once, flow by flow: what runs of a screen at many targets and windows
 * add up.
 *
 * A pair is an exporter with an importer that ever bought of it, another label.  Pairs lie
 * by importer, then exporter; a second list has them by exporter, then importer.
 */
#ifndef TRADE_BOOK_CORE_H
#define TRADE_BOOK_CORE_H

#include "screen/course_core.h"

typedef struct trade_pair
{
	uint16_t	exporter;
	uint16_t	importer;
	uint32_t	from;			/* its points */
	uint32_t	count;
} trade_pair;

/* Of a point, from rows that carry a quantity. */
typedef struct trade_book_quantity
{
	trade_units quantity;
	trade_units value;
} trade_book_quantity;

typedef struct trade_book
{
	uint32_t	label_count;
	uint32_t	pair_count;
	trade_pair *pair;
	uint32_t   *purchases;		/* where an importer's pairs begin; one more than labels */
	uint32_t   *sold;			/* the pairs by exporter, as places in pair */
	uint32_t   *sales;			/* where an exporter's begin there; one more than labels */
	trade_point *point;			/* a pair's rise */
	trade_book_quantity *quantity;	/* of each point; NULL where the matrix has none */
} trade_book;

/* How many labels bought of an exporter, or sold to an importer. */
static inline uint32_t
trade_book_buyers(const trade_book *book, uint32_t exporter)
{
	return book->sales[exporter + 1] - book->sales[exporter];
}

static inline uint32_t
trade_book_sellers(const trade_book *book, uint32_t importer)
{
	return book->purchases[importer + 1] - book->purchases[importer];
}

/* The at-th seller of an importer, and buyer of an exporter. */
static inline const trade_pair *
trade_book_purchase(const trade_book *book, uint32_t importer, uint32_t at)
{
	return &book->pair[book->purchases[importer] + at];
}

static inline const trade_pair *
trade_book_sale(const trade_book *book, uint32_t exporter, uint32_t at)
{
	return &book->pair[book->sold[book->sales[exporter] + at]];
}

static inline trade_course
trade_book_course(const trade_book *book, const trade_pair *pair)
{
	return (trade_course) {book->point + pair->from, (int) pair->count};
}

/* NULL where the importer never bought of the exporter. */
extern const trade_pair *trade_book_find(const trade_book *book, uint32_t exporter, uint32_t importer);

/* A pair's sums by window and weight. */
extern void trade_book_line(const trade_book *book, const trade_event_windows *windows, const trade_pair *pair,
							trade_sum *line);

/* Adds what a pair sold in the window after by rows that carry a quantity. */
extern void trade_book_add_quantity(const trade_book *book, const trade_event_windows *windows,
									const trade_pair *pair, trade_sum *quantity, trade_sum *value);

#endif

/*
 * Captured rows added up: a matrix a product, and rows by period.
 */
#ifndef SANCTIONS_CAPTURE_COLLECT_H
#define SANCTIONS_CAPTURE_COLLECT_H

#include "postgres.h"

#include "operations/capture_read.h"

/* The rows of a statement until they are added up. */
typedef struct sanctions_capture sanctions_capture;

/* Takes a product's matrix, which goes with the next; bytes are those of product. */
typedef void (*capture_sink) (void *to, const char *product, int length, struct varlena *matrix);

/* With room for some rows, or for as many as fit into so many bytes. */
extern sanctions_capture *sanctions_capture_begin(const capture_columns *columns, int64 rows, Size limit);

/* Whether it must be finished before a row more. */
extern bool sanctions_capture_is_full(const sanctions_capture *capture);

/* One row more, or, where it was removed, less. */
extern void sanctions_capture_add(sanctions_capture *capture, const capture_row *row, bool removed);

/* Gives the matrices that have cells; then it is empty. */
extern void sanctions_capture_finish(sanctions_capture *capture, capture_sink sink, void *to);

/* Rows by period. */
typedef struct sanctions_capture_periods sanctions_capture_periods;

extern sanctions_capture_periods *sanctions_capture_periods_begin(trade_frequency frequency);
extern void sanctions_capture_periods_add(sanctions_capture_periods *periods, trade_month month);

/* Their trade_series, each row with the value 1. */
extern struct varlena *sanctions_capture_periods_finish(sanctions_capture_periods *periods);

#endif

/*
 * What functions about an event take: target, origins, since, windows, baseline.  All of
 * them read and refuse the same.
 */
#ifndef SANCTIONS_EVENT_ARGUMENTS_H
#define SANCTIONS_EVENT_ARGUMENTS_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/date.h"

#include "matrix/matrix.h"
#include "period/calendar_core.h"

typedef struct sanctions_label
{
	char	   *bytes;
	int			length;
} sanctions_label;

/* The number of each argument; -1 where a function has none. */
typedef struct sanctions_event_places
{
	int			target;
	int			origins;
	int			since;
	int			before_months;
	int			after_months;
	int			coverage;
	int			baseline;
	int			seasonal;
} sanctions_event_places;

typedef struct sanctions_event_arguments
{
	sanctions_label target;
	sanctions_label *origin;
	int			origin_count;
	bool		everyone;		/* origins are {*}: all but the target and whoever is looked at */
	DateADT		since;
	trade_month since_month;
	int32		before_months;	/* 0 means all there is */
	int32		after_months;
	Datum		coverage;		/* a daterange */
	bool		has_coverage;
	bool		share_baseline;
	bool		seasonal;		/* true where a function has no such argument */
} sanctions_event_arguments;

/* All that can be checked without a matrix; 22004, 22023, or 22003 for since. */
extern void sanctions_event_read(FunctionCallInfo fcinfo, const sanctions_event_places *places,
								 sanctions_event_arguments *args);

/* 22004 where an argument is NULL that may not be. */
extern void sanctions_refuse_null(FunctionCallInfo fcinfo, int place, const char *name);

/* A number of months; 0 for NULL, which means all there is. */
extern int32 sanctions_read_months(FunctionCallInfo fcinfo, int place, const char *name);

extern sanctions_label sanctions_label_argument(FunctionCallInfo fcinfo, int place);

/* A label in the form of the matrix's labels: on codes read as one (22P02). */
extern void sanctions_label_fit(sanctions_label *label, const sanctions_matrix *matrix);

/* 22023 where a number of months is none of whole years, on annual data. */
extern void sanctions_check_years(const sanctions_matrix *matrix, int32 months, const char *name);

/* Labels as the matrix writes them, and whole years for an annual one. */
extern void sanctions_event_fit(sanctions_event_arguments *args, const sanctions_matrix *matrix);

/* Whether coverage has both a first and a last day. */
extern bool sanctions_event_bounded(const sanctions_event_arguments *args);

/*
 * The part of time that the data cover, given the periods of their cells; 22023
 * where coverage holds no period.
 */
extern trade_span sanctions_event_span(const sanctions_event_arguments *args, int period_months,
									   trade_span cells);

#endif

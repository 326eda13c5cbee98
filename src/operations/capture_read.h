/*
 * A row of a captured source, as the server keeps it for triggers.
 */
#ifndef SANCTIONS_CAPTURE_READ_H
#define SANCTIONS_CAPTURE_READ_H

#include "postgres.h"

#include "executor/tuptable.h"

#include "exact/value_core.h"
#include "period/calendar_core.h"
#include "state/label_core.h"

/* The columns that are read, in the order in which they are named. */
typedef enum capture_role
{
	CAPTURE_EXPORTER,
	CAPTURE_IMPORTER,
	CAPTURE_PRODUCT,
	CAPTURE_PERIOD,
	CAPTURE_VALUE,
	CAPTURE_QUANTITY,			/* a source may have none */
	CAPTURE_ROLES
} capture_role;

/* Types that are read, below any domain. */
typedef enum capture_type
{
	CAPTURE_NONE,
	CAPTURE_COUNTRY,
	CAPTURE_HS,
	CAPTURE_TEXT,
	CAPTURE_BPCHAR,
	CAPTURE_NAME,
	CAPTURE_DATE,
	CAPTURE_TIMESTAMP,
	CAPTURE_INT2,
	CAPTURE_INT4,
	CAPTURE_INT8,
	CAPTURE_FLOAT4,
	CAPTURE_FLOAT8,
	CAPTURE_NUMERIC
} capture_type;

typedef struct capture_columns
{
	int			number[CAPTURE_ROLES];	/* 0: none */
	capture_type type[CAPTURE_ROLES];
	int			last;			/* the greatest number */
	trade_label_kind label;		/* country_code where both columns are, else text */
	trade_label_kind product;	/* hs_code or text */
	trade_frequency frequency;
} capture_columns;

/* A label or a product: a code, or bytes in memory of the row. */
typedef struct capture_label
{
	uint64		code;
	const char *text;
	int			length;
} capture_label;

typedef struct capture_row
{
	trade_month month;
	bool		counts;			/* has a value and a product; else only the period was read */
	bool		is_thousandths; /* the value is, and not units */
	int64		thousandths;
	trade_units value;
	trade_units quantity;
	capture_label exporter;
	capture_label importer;
	capture_label product;
} capture_row;

/*
 * The columns by their names, in the order of the roles, the last may be NULL.  42703
 * where one is not there, 42804 where it is of a type that is not read.
 */
extern void sanctions_capture_open(capture_columns *columns, TupleDesc row, char *const name[CAPTURE_ROLES],
								   Oid country, Oid hs);

/* A row; errors are those of the aggregates trade_series and trade_matrix. */
extern void sanctions_capture_read(const capture_columns *columns, TupleTableSlot *slot, capture_row *row);

#endif

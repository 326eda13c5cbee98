/*
 * pivot for the topics built on it: two mixes, and what else is known of a captor.
 */
#ifndef SANCTIONS_PIVOT_H
#define SANCTIONS_PIVOT_H

#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"

#include "mix/mix.h"

/* Appends further members, ,"name":value, to the object of a captor. */
typedef void (*sanctions_captor_writer) (StringInfo out, const char *label, int length, const void *context);

typedef struct sanctions_pivot
{
	const sanctions_mix *before;
	const sanctions_mix *after;
	uint32		before_months;	/* 1 and 1 where values are compared as they are */
	uint32		after_months;
	ArrayType  *blocked;
	sanctions_captor_writer write_more; /* or NULL */
	const void *context;
} sanctions_pivot;

/* 22004 where blocked is NULL. */
extern ArrayType *sanctions_pivot_blocked(FunctionCallInfo fcinfo, int arg);

/* The record that pivot returns; NULL where a total is 0. */
extern Datum sanctions_pivot_result(FunctionCallInfo fcinfo, const sanctions_pivot *given);

/* ,"name":number */
extern void sanctions_append_figure(StringInfo out, const char *name, double number);

#endif

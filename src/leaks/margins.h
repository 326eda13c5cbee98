/*
 * By how much imports CIF are above exports FOB: the cif margin of everybody, and those
 * that thresholds name for single importers as "cif_margin.KGZ".
 */
#ifndef SANCTIONS_MARGINS_H
#define SANCTIONS_MARGINS_H

#include "postgres.h"

#include "fmgr.h"

#include "leaks/mirror_open.h"
#include "screen/thresholds.h"

typedef struct sanctions_own_margin
{
	sanctions_label label;
	trade_units margin;
} sanctions_own_margin;

typedef struct sanctions_margins
{
	trade_units of_all;			/* 1 + margin */
	int			count;
	sanctions_own_margin *own;
	Jsonb	   *others;			/* the thresholds that are no margins */
} sanctions_margins;

/* 1 + a margin in units, read as the decimal that it prints as; 22023 below 0 or from 10. */
extern trade_units sanctions_margin(double margin);

/* Both arguments; 22004 where one is NULL. */
extern void sanctions_margins_read(FunctionCallInfo fcinfo, int margin, int thresholds, sanctions_margins *margins);

/* Of each label of the union; those of labels that are not there are of no use. */
extern trade_units *sanctions_margins_of(const sanctions_margins *margins, const sanctions_mirror *mirror);

/* The threshold `partial` must be below 1. */
extern void sanctions_check_partial(const trade_mirror_thresholds *limit);

#endif

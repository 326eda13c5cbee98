/*
 * Target and origins among the labels of a matrix: found, or warned about.
 */
#ifndef SANCTIONS_SCREEN_LABELS_H
#define SANCTIONS_SCREEN_LABELS_H

#include "postgres.h"

#include "fmgr.h"

#include "matrix/part.h"
#include "screen/arguments.h"

typedef struct sanctions_screen_labels
{
	int			target;			/* -1 where the matrix lacks it */
	uint64	   *origins;		/* a set; NULL: all but the target and whoever is looked at */
	bool		any_origin;		/* one that is named is there */
	bool		any_missing;	/* the target or one that is named is not */
} sanctions_screen_labels;

/* Of fitted arguments; 22023 where one is missing that the matrix has in another spelling. */
extern void sanctions_screen_labels_find(const sanctions_matrix *head, const sanctions_event_arguments *args,
										 sanctions_screen_labels *labels);

/* Says, once a statement, that labels have another form, or that an origin is a sum. */
extern void sanctions_screen_labels_warn(FunctionCallInfo fcinfo, const sanctions_matrix *head,
										 const sanctions_event_arguments *args, const sanctions_screen_labels *labels);

/* 22023 where the labels are codes and one of them is the sum of others: their trade would count twice. */
extern void sanctions_refuse_sums(const sanctions_matrix *head);

/* Whether a label is a code that stands for a sum of countries. */
extern bool sanctions_label_is_sum(const sanctions_matrix *head, int label);

#endif

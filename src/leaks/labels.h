/*
 * Labels of a matrix in leaks: by name, and where origins must be named.
 */
#ifndef SANCTIONS_LEAK_LABELS_H
#define SANCTIONS_LEAK_LABELS_H

#include "postgres.h"

#include "leaks/reason_core.h"
#include "matrix/part.h"
#include "screen/arguments.h"

/* Origins {*} are 22023 where a leg begins with named ones. */
static inline void
sanctions_refuse_everyone(const sanctions_event_arguments *args)
{
	if (args->everyone)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("origins cannot be {*} here"),
				 errhint("Name the countries whose sales are sanctioned.")));
}

static inline trade_name
sanctions_name(const sanctions_matrix *head, int label)
{
	return (trade_name) {head->label[label], head->label_length[label]};
}

#endif

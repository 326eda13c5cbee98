/*
 * Accessors of trade_matrix: arguments as the matrix reads them.
 */
#ifndef SANCTIONS_ACCESSOR_H
#define SANCTIONS_ACCESSOR_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/array.h"

#include "matrix/part.h"
#include "mix/mix.h"

/* A window of the matrix's periods; one that cuts a year of annual data is 22023. */
extern trade_span sanctions_accessor_window(const sanctions_matrix *head, Datum window);

/*
 * The number of a label that a user asks for, as sanctions_matrix_ask() has it: of text,
 * and of a country_code, which stands for its text.
 */
typedef int (*sanctions_label_reader) (const sanctions_matrix *head, Datum label);

extern int	sanctions_accessor_label(const sanctions_matrix *head, Datum label);
extern int	sanctions_accessor_country(const sanctions_matrix *head, Datum country);

/* The set of those labels of an array that the matrix has; a NULL element is 22004. */
extern uint64 *sanctions_accessor_labels(const sanctions_matrix *head, ArrayType *labels, const char *name);

/* The matrix of the first argument, and those of its cells whose exporters and importers the next two name, if any. */
extern sanctions_part_reader *sanctions_accessor_open(FunctionCallInfo fcinfo, sanctions_part *part);

/* An empty mix with room for every label of the matrix. */
extern sanctions_mix sanctions_accessor_mix(const sanctions_matrix *head);

/* A label with its value, in order; one without value vanishes.  A sum beyond the limit is 22003. */
extern void sanctions_accessor_mix_add(sanctions_mix *mix, const sanctions_matrix *head, int label,
									   const trade_sum *value);

#endif

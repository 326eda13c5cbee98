/*
 * Rows of a result of many small ones: figures and short texts.
 */
#ifndef SANCTIONS_MATRIX_RESULT_H
#define SANCTIONS_MATRIX_RESULT_H

#include "postgres.h"

#include "nodes/execnodes.h"

typedef struct sanctions_result sanctions_result;

/* A result whose rows go where those of a function go that gives all of them at once. */
extern sanctions_result *sanctions_result_open(ReturnSetInfo *info);

/* Adds a row: its columns are passed by value, or are text no longer than a label. */
extern void sanctions_result_put(sanctions_result *result, const Datum *value, const bool *null);

#endif

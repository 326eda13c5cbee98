/*
 * The intermediary screen over a stored matrix: what its parts add up to, and what
 * they say about each candidate.
 */
#ifndef SANCTIONS_INTERMEDIARY_SCREEN_H
#define SANCTIONS_INTERMEDIARY_SCREEN_H

#include "postgres.h"

#include "screen/arguments.h"
#include "matrix/part.h"

typedef struct sanctions_screen
{
	sanctions_part_reader *matrix;
	const sanctions_matrix *head;
	trade_screen sums;
	trade_finding **finding;	/* in the order of the rows */
	int			count;
} sanctions_screen;

/* False where neither the target nor any origin is there. */
extern bool sanctions_screen_find_labels(sanctions_screen *screen, const sanctions_flags_args *args);

/* False where no cell counts, so that there is nothing to screen. */
extern bool sanctions_screen_run(sanctions_screen *screen, const sanctions_flags_args *args);

#endif

/*
 * The matrices of mirror gaps, and what they have in common.
 */
#ifndef SANCTIONS_MIRROR_OPEN_H
#define SANCTIONS_MIRROR_OPEN_H

#include "postgres.h"

#include "leaks/mirror_core.h"
#include "matrix/part.h"
#include "screen/arguments.h"

/* The labels of all matrices, in order; a country is one of them whichever matrix has it. */
typedef struct sanctions_union
{
	int			count;
	trade_name *name;
} sanctions_union;

/* A matrix and what its labels are in the union. */
typedef struct sanctions_mirror_side
{
	sanctions_part_reader *matrix;
	const sanctions_matrix *head;
	int		   *label;
} sanctions_mirror_side;

typedef enum sanctions_mirror_role
{
	SANCTIONS_EXPORTS,
	SANCTIONS_IMPORTS,
	SANCTIONS_REPORTED,
	SANCTIONS_MIRROR_SIDES
} sanctions_mirror_role;

typedef struct sanctions_mirror
{
	sanctions_mirror_side side[SANCTIONS_MIRROR_SIDES];	/* reported may be imports */
	sanctions_union labels;
	trade_mirror_thresholds limit;
	trade_units *margin;		/* 1 + the cif margin of each label */
	trade_event_windows windows;
	trade_mirror_frame frame;
	trade_mirror_pair **pair;	/* in the order of the rows */
	int64		count;
} sanctions_mirror;

/*
 * Opens the matrices and sets the windows; false where exports or imports have no cell.
 * Matrices of different frequency or kind of label are 22023.
 */
extern bool sanctions_mirror_open(sanctions_mirror *mirror, const Datum *matrix, sanctions_event_arguments *args);

/* The matrix by which importers report: everybody's purchases by their own word. */
extern const sanctions_mirror_side *sanctions_mirror_reporting(const sanctions_mirror *mirror);

/* The periods of the windows in which anybody reported; gives the place of each month among them, or -1. */
extern int *sanctions_mirror_set_frame(sanctions_mirror *mirror);

#endif

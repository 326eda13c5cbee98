/*
 * The courses of flows, read from a stored matrix: of the target's suppliers, and of what
 * importers bought of the origins; with the quantities of the window after.
 */
#ifndef SANCTIONS_COURSES_H
#define SANCTIONS_COURSES_H

#include "postgres.h"

#include "matrix/part.h"
#include "screen/course_core.h"

/* A course, and what was sold in the window after by rows that carry a quantity. */
typedef struct sanctions_course
{
	trade_course course;
	trade_sum	quantity;
	trade_sum	quantity_value;
} sanctions_course;

/* All suppliers of an importer. */
typedef struct sanctions_suppliers
{
	int			count;
	uint16	   *label;			/* rising: all that have a cell in any period */
	sanctions_course *course;
} sanctions_suppliers;

extern void sanctions_suppliers_read(sanctions_part_reader *matrix, const trade_event_windows *windows, int importer,
									 sanctions_suppliers *suppliers);

/* What some importers bought of some exporters, importer by importer. */
typedef struct sanctions_course_reader sanctions_course_reader;

extern sanctions_course_reader *sanctions_courses_open(sanctions_part_reader *matrix,
													   const trade_event_windows *windows,
													   const uint64 *importers, const uint64 *exporters);

/* An importer's course, empty where it bought nothing; they are asked for in order.  It lasts until the next call. */
extern void sanctions_courses_next(sanctions_course_reader *reader, int importer, sanctions_course *course);

#endif

/*
 * What is asked of a matrix: windows, as periods that it has, and exporters.
 */
#ifndef TRADE_MATRIX_QUESTION_CORE_H
#define TRADE_MATRIX_QUESTION_CORE_H

#include "matrix/flow_core.h"
#include "matrix/read_core.h"

/* What is asked of every importer. */
typedef struct trade_matrix_question
{
	trade_matrix_range range[TRADE_WINDOWS];
	trade_matrix_bounds bounds; /* of both, for opening slices, and which is where each begins and ends */
	uint32_t	from[TRADE_WINDOWS];
	uint32_t	to[TRADE_WINDOWS];
	const uint64_t *exporters;	/* a bit for each label; NULL: all */
	void		(*pause) (void);	/* called between steps of a long slice; NULL: nobody waits */
} trade_matrix_question;

extern void trade_matrix_ask(const trade_matrix_reader *reader, const trade_windows *windows,
							 const uint64_t *exporters, trade_matrix_question *question);

#endif

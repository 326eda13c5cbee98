/*
 * What each importer bought in the windows, read from a stored matrix importer by importer.
 */
#ifndef SANCTIONS_PURCHASES_H
#define SANCTIONS_PURCHASES_H

#include "postgres.h"

#include "matrix/part.h"
#include "screen/ledger_core.h"

typedef struct sanctions_purchases_reader sanctions_purchases_reader;

/*
 * Of some importers, of all where NULL, what they bought of the origins, and of each of
 * some exporters; NULL is all labels there, too.  In the current memory context.  Nothing
 * else may be asked of the matrix until the last importer was read.
 */
extern sanctions_purchases_reader *sanctions_purchases_open(sanctions_part_reader *matrix,
															const trade_event_windows *windows,
															const uint64 *importers, const uint64 *origins,
															const uint64 *exporters);

/* The next importer that bought of another label; the purchases last until the next call. */
extern bool sanctions_purchases_next(sanctions_purchases_reader *reader, trade_purchases *purchases);

#endif

/*
 * Sorting and uniting entries of any number, with interrupts.
 */
#ifndef SANCTIONS_MATRIX_SORT_H
#define SANCTIONS_MATRIX_SORT_H

#include "postgres.h"

/*
 * Sorts entries and adds up those of one key.  Where a narrow sum does not fit,
 * they become wide, in a new allocation; the old one is freed.
 */
extern uint64 *sanctions_entries_unite(uint64 *entries, uint32 *count, uint8 *layout);

/* Sorts only.  Entries that begin in order are only merged with the others. */
extern void sanctions_entries_sort(uint64 *entries, uint32 count, uint32 words);

/* Entries whose numbers are all zero go. Gives the new number. */
extern uint32 sanctions_entries_drop_zero(uint64 *entries, uint32 count, uint32 words);

#endif

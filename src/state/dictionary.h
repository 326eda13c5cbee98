/* Dictionaries of labels in the server: the secret of their hashes, interrupts. */
#ifndef SANCTIONS_DICTIONARY_H
#define SANCTIONS_DICTIONARY_H

#include "postgres.h"

#include "state/dictionary_core.h"

extern trade_secret sanctions_secret_drawn;
extern void sanctions_secret_draw(void);

/* This process's. */
static inline const trade_secret *
sanctions_secret(void)
{
	if (unlikely(sanctions_secret_drawn.stamp == 0))
		sanctions_secret_draw();
	return &sanctions_secret_drawn;
}

/* All labels of one block into a fresh one that has more room. */
extern void sanctions_dictionary_move(trade_dictionary *to, const trade_dictionary *from, bool texts);

#endif

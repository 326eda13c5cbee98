/* Dictionaries of labels in the server: the secret of their hashes, interrupts. */
#include "postgres.h"

#include "miscadmin.h"

#include "state/dictionary.h"

trade_secret sanctions_secret_drawn;

void
sanctions_secret_draw(void)
{
	trade_secret drawn;

	if (!pg_strong_random(&drawn, sizeof(drawn)))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not draw a random secret for the hashes of labels")));
	drawn.stamp |= 1;
	sanctions_secret_drawn = drawn;
}

void
sanctions_dictionary_move(trade_dictionary *to, const trade_dictionary *from, bool texts)
{
	while (trade_dictionary_move(to, from, sanctions_secret(), texts))
		CHECK_FOR_INTERRUPTS();
}

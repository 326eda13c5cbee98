/* Dictionaries of labels in the server: the secret of their hashes, interrupts. */
#include "postgres.h"

#include "miscadmin.h"

#include "state/dictionary.h"

#define ZEROES_A_STEP ((Size) 1 << 22)

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
sanctions_zero(void *memory, Size size)
{
	for (; size > ZEROES_A_STEP; size -= ZEROES_A_STEP, memory = (char *) memory + ZEROES_A_STEP)
	{
		CHECK_FOR_INTERRUPTS();
		memset(memory, 0, ZEROES_A_STEP);
	}
	memset(memory, 0, size);
}

void
sanctions_dictionary_move(trade_dictionary *to, const trade_dictionary *from, bool texts)
{
	while (trade_dictionary_move(to, from, sanctions_secret(), texts))
		CHECK_FOR_INTERRUPTS();
}

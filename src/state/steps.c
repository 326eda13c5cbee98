/* Memory gone over in steps, between which the session looks for interrupts. */
#include "postgres.h"

#include "miscadmin.h"

#include "state/steps.h"

#define BYTES_A_STEP ((Size) 1 << 22)

void
sanctions_pause(void)
{
	CHECK_FOR_INTERRUPTS();
}

void
sanctions_zero(void *memory, Size size)
{
	for (; size > BYTES_A_STEP; size -= BYTES_A_STEP, memory = (char *) memory + BYTES_A_STEP)
	{
		CHECK_FOR_INTERRUPTS();
		memset(memory, 0, BYTES_A_STEP);
	}
	memset(memory, 0, size);
}

void
sanctions_copy(void *to, const void *from, Size size)
{
	Size		done;

	for (done = 0; size - done > BYTES_A_STEP; done += BYTES_A_STEP)
	{
		CHECK_FOR_INTERRUPTS();
		memcpy((char *) to + done, (const char *) from + done, BYTES_A_STEP);
	}
	memcpy((char *) to + done, (const char *) from + done, size - done);
}

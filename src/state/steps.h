/* Memory gone over in steps, between which the session looks for interrupts. */
#ifndef SANCTIONS_STEPS_H
#define SANCTIONS_STEPS_H

#include "postgres.h"

extern void sanctions_zero(void *memory, Size size);

/* The two do not overlap. */
extern void sanctions_copy(void *to, const void *from, Size size);

/* What the core calls between steps. */
extern void sanctions_pause(void);

#endif

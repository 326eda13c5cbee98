/*
 * Mirror gaps of two matrices: all pairs, judged.
 */
#ifndef SANCTIONS_MIRROR_H
#define SANCTIONS_MIRROR_H

#include "leaks/mirror_open.h"

/* All pairs with a cell in either window, once limit and margin are set. */
extern void sanctions_mirror_run(sanctions_mirror *mirror);

#endif

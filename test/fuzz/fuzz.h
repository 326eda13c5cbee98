/*
 * A harness is one file with LLVMFuzzerTestOneInput; NAME.seeds beside it has
 * inputs to start from, one a line.  HOLDS is an assertion that stays in any
 * build.
 */
#ifndef TRADE_FUZZ_H
#define TRADE_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOLDS(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

/* The bytes of an input, as long as there are any; then 0. */
typedef struct fuzz_bytes
{
	const uint8_t *at;
	size_t		left;
} fuzz_bytes;

static inline int
fuzz_next(fuzz_bytes *b, int below)
{
	if (b->left == 0)
		return 0;
	b->left--;
	return *b->at++ % below;
}

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif

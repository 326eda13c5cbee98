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

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif

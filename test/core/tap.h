/*
 * What the programs of this folder print: a condition that does not hold is told with its
 * line, and what was looked at since the line before is then "not ok".
 */
#ifndef TRADE_TAP_H
#define TRADE_TAP_H

#include <stdbool.h>
#include <stdio.h>

static int	tests;
static bool good = true;

static void
ok(const char *what)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tests, what);
	good = true;
}

#define IS(condition) \
	do { \
		if (!(condition)) { \
			printf("# line %d: %s\n", __LINE__, #condition); \
			good = false; \
		} \
	} while (0)

#endif

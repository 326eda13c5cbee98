/*
 * Numbers as files write them: with decimal points or commas, and with points, commas,
 * blanks or apostrophes between thousands.
 */
#ifndef TRADE_NUMBER_CORE_H
#define TRADE_NUMBER_CORE_H

#include <stddef.h>

/* What the text of one number tells of its file's decimal point. */
enum
{
	TRADE_NUMBER_POINT = 1,		/* it is a point: 12.5, 1,234.5, 1,234,567 */
	TRADE_NUMBER_COMMA = 2,		/* it is a comma: 12,5, 1.234,5, 1.234.567 */
	TRADE_NUMBER_EITHER = 4		/* there is a comma, which may be one or not: 12,500 */
};

/* More digits than any value, quantity or rounding of them has. */
#define TRADE_NUMBER_MAX 60

/* The marks of a text; 0 where it is no number, or has neither point nor comma that tell. */
extern int	trade_number_marks(const char *text, size_t length);

/*
 * The number as sign, digits, point and exponent in out, without a terminating zero;
 * gives its length, 0 where the text is no number with this decimal point ('.' or ',').
 */
extern int	trade_number_read(const char *text, size_t length, char decimal, char out[TRADE_NUMBER_MAX]);

#endif

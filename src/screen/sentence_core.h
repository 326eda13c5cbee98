/*
 * Sentences, piece by piece.
 */
#ifndef TRADE_SENTENCE_CORE_H
#define TRADE_SENTENCE_CORE_H

#include <stddef.h>

#include "exact/value_core.h"
#include "period/calendar_core.h"

/* Names as they are said. */
typedef struct trade_words
{
	const char *target;
	int			target_length;
	const char *unit;			/* said before each figure of money; NULL: nothing is */
	int			unit_length;
	trade_frequency frequency;
} trade_words;

typedef struct trade_sentence
{
	const trade_words *words;
	char	   *out;
	size_t		length;
} trade_sentence;

/* Text as it stands. */
extern void trade_sentence_put(trade_sentence *s, const char *text);

/*
 * Text with pieces: %T the target; of a double %F a figure, %M money, %A money that is
 * said in millions from one on; of trade_units * %D a decimal, %L one of money; %P a
 * period (int); %N a count (int); %% itself.
 */
extern void trade_sentence_say(trade_sentence *s, const char *format, ...);

/* Bytes enough for so many pieces beside text of so many. */
static inline size_t
trade_sentence_size(const trade_words *words, int pieces, size_t text)
{
	size_t		name = words->target_length > words->unit_length ? words->target_length : words->unit_length;

	return text + pieces * (name + 90);
}

#endif

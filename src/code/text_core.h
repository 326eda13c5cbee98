/*
 * Beginnings of codes as ranges of codes, and how a LIKE pattern begins.
 */
#ifndef TRADE_CODE_TEXT_CORE_H
#define TRADE_CODE_TEXT_CORE_H

#include "code/country_core.h"
#include "code/hs_core.h"

/*
 * The range of all codes whose text begins with these characters; false where there is
 * none.  Its ends are codes that can be read, so that they may be sent elsewhere as text.
 */
extern bool trade_country_beginning(const char *s, size_t len, trade_country *first, trade_country *last);
extern bool trade_hs_beginning(const char *s, size_t len, trade_hs *first, trade_hs *last);

/*
 * The characters before the first wildcard of a LIKE pattern, backslashes resolved, in
 * capitals where asked for; at most room of them.  rest is where it stopped.
 */
extern size_t trade_like_beginning(const char *pattern, size_t len, bool capitals, char *out, size_t room,
								   size_t *rest);

#endif

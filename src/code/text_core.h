/*
 * Beginnings of codes as ranges of codes, and how a LIKE pattern begins.
 */
#ifndef TRADE_CODE_TEXT_CORE_H
#define TRADE_CODE_TEXT_CORE_H

#include "code/country_core.h"
#include "code/hs_core.h"

/*
 * The range of all values whose text begins with these characters; false where no
 * code does.  Its ends bound codes and need not be known ones themselves.
 */
extern bool trade_country_beginning(const char *s, size_t len, trade_country *first, trade_country *last);
extern bool trade_hs_beginning(const char *s, size_t len, trade_hs *first, trade_hs *last);

/*
 * The characters before the first wildcard of a pattern, backslashes resolved, in
 * capitals where asked for; at most room of them.
 */
extern size_t trade_like_beginning(const char *pattern, size_t len, bool capitals, char *out, size_t room);

#endif

/*
 * Names of countries as people write them, in the Latin script: the key by which
 * one is looked up.
 *
 * A key is the set of a name's words, sorted: letters without marks and in lower
 * case; words that tell nothing (the, of, and, de, la ...) left out, a few
 * abbreviations spelt out.  So commas, "The", "Republic of" at either end and the
 * order of words need no rule.  The key of a key is itself.
 */
#ifndef TRADE_NAME_CORE_H
#define TRADE_NAME_CORE_H

#include <stdbool.h>
#include <stddef.h>

/* The longest key; a longer text is no name. */
#define TRADE_NAME_KEY_BYTES 255
/* Longer text is not looked at. */
#define TRADE_NAME_BYTES 1000

/*
 * The key of UTF-8 text and a terminating zero into key, of TRADE_NAME_KEY_BYTES + 1
 * bytes; gives its length, or 0 where the text has no word, is of another script, is
 * no UTF-8 or is too long.
 */
extern int	trade_name_key(const char *text, size_t length, char *key);

/*
 * The text without what stands in brackets, nested or unclosed to the end; out has
 * room for length bytes.  Gives the length; false in *found where there is none.
 */
extern size_t trade_name_outside(const char *text, size_t length, char *out, bool *found);

/*
 * What stands in the next pair of brackets from *at on, outer ones before inner ones;
 * false where there is none.
 */
extern bool trade_name_bracket(const char *text, size_t length, size_t *at, const char **inside, size_t *inside_length);

#endif

/*
 * Bytes as text of 64 letters, RFC 4648 section 4: every group of three as four
 * letters, a last one of fewer filled up with "=".  Reading takes what writing gives
 * and nothing else: no white space, no missing "=", no bits behind the last byte.
 */
#ifndef TRADE_BASE64_CORE_H
#define TRADE_BASE64_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes, and letters, of a group. */
#define TRADE_BASE64_BYTES 3
#define TRADE_BASE64_LETTERS 4

/* Letters of so many bytes. */
static inline size_t
trade_base64_letters(size_t bytes)
{
	return (bytes + TRADE_BASE64_BYTES - 1) / TRADE_BASE64_BYTES * TRADE_BASE64_LETTERS;
}

/* The letters of bytes; between two calls for the parts of one text the bytes are whole groups. */
extern void trade_base64_write(char *letters, const uint8_t *bytes, size_t count);

/* The bytes of whole groups without "="; false where a letter is none. */
extern bool trade_base64_read(uint8_t *bytes, const char *letters, size_t groups);

/* The one to three bytes of the last group: their number, 0 where it is no group. */
extern int	trade_base64_read_last(uint8_t *bytes, const char *letters);

#endif

/*
 * What the faces of country_code and hs_code have in common.
 */
#ifndef SANCTIONS_CODE_FACE_H
#define SANCTIONS_CODE_FACE_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "compat.h"

/* A text of the server's encoding in UTF-8, for the readers of codes; as it is where that cannot be. */
extern const char *sanctions_code_utf8(const char *s, size_t *len);

/* The rest of a message, no matter which encoding the client says it has: codes are ASCII. */
extern const char *sanctions_code_bytes(StringInfo message, int *len);

/* 22P03 with the bytes. */
sanctions_noreturn extern void sanctions_reject_code_bytes(const char *type, const char *bytes, int len);

#endif

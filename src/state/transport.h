/*
 * The stored form of a state on its way between servers.  In binary it is the bytes
 * themselves, little-endian as they are stored; as the text of a transition type it is
 * base64 of them.  What arrives is checked as strictly as a stored value, the
 * canonical layout included.  type is the SQL name, for messages.
 */
#ifndef SANCTIONS_TRANSPORT_H
#define SANCTIONS_TRANSPORT_H

#include "postgres.h"

#include "fmgr.h"

/* What keeps bytes from being a state in its canonical stored form; NULL: nothing does. */
typedef const char *(*sanctions_stored_check) (struct varlena *stored);

/* Bodies of input and receive: 22P02 (a soft error) and 22P03. */
extern Datum sanctions_transport_in(FunctionCallInfo fcinfo, const char *type, sanctions_stored_check check);
extern Datum sanctions_transport_recv(FunctionCallInfo fcinfo, const char *type, sanctions_stored_check check);

/* Of output and send, of a canonical form that is not toasted; too much for a text is 54000. */
extern Datum sanctions_transport_out(const struct varlena *stored, const char *type);
extern Datum sanctions_transport_send(const struct varlena *stored);

#endif

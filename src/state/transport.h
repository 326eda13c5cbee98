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

#include "exact/function.h"

/* What keeps bytes from being a state in its canonical stored form; NULL: nothing does. */
typedef const char *(*sanctions_stored_check) (struct varlena *stored);

/* Bodies of input and receive: 22P02 (a soft error) and 22P03. */
extern Datum sanctions_transport_in(FunctionCallInfo fcinfo, const char *type, sanctions_stored_check check);
extern Datum sanctions_transport_recv(FunctionCallInfo fcinfo, const char *type, sanctions_stored_check check);

/* Of output and send, of a canonical form that is not toasted; too much for a text is 54000. */
extern Datum sanctions_transport_out(const struct varlena *stored, const char *type);
extern Datum sanctions_transport_send(const struct varlena *stored);

/*
 * The functions of a state's type, sanctions_TOPIC_recv and _send, and of its transition
 * type, _state_in, _state_out and _state_recv; _send is of both.
 */
#define SANCTIONS_CANONICAL_ARGUMENT(topic) \
	sanctions_##topic##_canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)))
#define SANCTIONS_STATE_TRANSPORT(topic, type, state_type) \
	SANCTIONS_FUNCTION(sanctions_##topic##_recv, sanctions_transport_recv(fcinfo, type, sanctions_##topic##_problem)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_send, sanctions_transport_send(SANCTIONS_CANONICAL_ARGUMENT(topic))) \
	SANCTIONS_FUNCTION(sanctions_##topic##_state_in, \
					   sanctions_transport_in(fcinfo, state_type, sanctions_##topic##_problem)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_state_out, \
					   sanctions_transport_out(SANCTIONS_CANONICAL_ARGUMENT(topic), state_type)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_state_recv, \
					   sanctions_transport_recv(fcinfo, state_type, sanctions_##topic##_problem))

#endif

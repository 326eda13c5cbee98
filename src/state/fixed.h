/*
 * States of a fixed length: taking one that may be damaged, its text, and its binary form,
 * which is the stored bytes, little-endian, the version first.
 */
#ifndef SANCTIONS_STATE_FIXED_H
#define SANCTIONS_STATE_FIXED_H

#include "postgres.h"

#include "fmgr.h"

#include "exact/function.h"

/* One such type; state is in memory, as its core knows it. */
typedef struct sanctions_fixed
{
	const char *type;			/* the SQL name, and that of its aggregate */
	const char *aggregate;
	int			version;
	int			bytes;			/* of the state, in memory, stored and sent */
	int			text_bytes;
	bool		(*valid) (const void *state);
	bool		(*read) (const char *text, void *state);
	int			(*write) (const void *state, char *text);
	bool		(*decode) (const uint8 *bytes, void *state);
	void		(*encode) (const void *state, uint8 *bytes);
} sanctions_fixed;

/* A state from anywhere: a table's bytes may be damaged, which is XX001. */
extern void *sanctions_fixed_get(const sanctions_fixed *fixed, Datum datum);

/* Bodies of input (22P02, softly), output, receive (22P03) and send. */
extern Datum sanctions_fixed_in(FunctionCallInfo fcinfo, const sanctions_fixed *fixed);
extern Datum sanctions_fixed_out(FunctionCallInfo fcinfo, const sanctions_fixed *fixed);
extern Datum sanctions_fixed_recv(FunctionCallInfo fcinfo, const sanctions_fixed *fixed);
extern Datum sanctions_fixed_send(FunctionCallInfo fcinfo, const sanctions_fixed *fixed);

/*
 * A type from its core, trade_TOPIC_valid and so on over a trade_TOPIC_state: the object
 * TOPIC_fixed, and the functions sanctions_TOPIC_state_in, _out, _recv and _send.
 */
#define SANCTIONS_FIXED_STATE(topic, type, aggregate, version, text_bytes) \
	static bool topic##_valid(const void *state) { return trade_##topic##_valid(state); } \
	static bool topic##_read(const char *text, void *state) { return trade_##topic##_read(text, state); } \
	static int	topic##_write(const void *state, char *text) { return trade_##topic##_write(state, text); } \
	static bool topic##_decode(const uint8 *bytes, void *state) { return trade_##topic##_decode(bytes, state); } \
	static void topic##_encode(const void *state, uint8 *bytes) { trade_##topic##_encode(state, bytes); } \
	static const sanctions_fixed topic##_fixed = {type, aggregate, version, sizeof(trade_##topic##_state), text_bytes, \
		topic##_valid, topic##_read, topic##_write, topic##_decode, topic##_encode}; \
	SANCTIONS_FUNCTION(sanctions_##topic##_state_in, sanctions_fixed_in(fcinfo, &topic##_fixed)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_state_out, sanctions_fixed_out(fcinfo, &topic##_fixed)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_state_recv, sanctions_fixed_recv(fcinfo, &topic##_fixed)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_state_send, sanctions_fixed_send(fcinfo, &topic##_fixed))

#endif

/*
 * How long a session computes without looking whether it was cancelled.
 *
 * A timer of the process's own processor time sets InterruptPending, as a cancel
 * does, but with nothing pending behind it: whoever looks next finds nothing and
 * clears it.  The longest time that it stood is the answer, however busy the machine
 * is, with the places at which the library was.  Times in which it was not, as in a
 * loop of the server, do not count.
 */
#define _GNU_SOURCE
#include "postgres.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"

PG_MODULE_MAGIC;

#define EVERY_US 1000
#define DEPTH 24
#define TICKS 500

/* Where it was, tick by tick. */
typedef struct gap
{
	double		ms;
	int			count;
	void	   *place[TICKS];
} gap;

static double since;
static bool everywhere;
static gap	running;
static gap	longest;

static double
processor_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* The innermost place in the library, or NULL. */
static void *
place_now(void)
{
	void	   *trace[DEPTH];
	int			depth = backtrace(trace, DEPTH);
	Dl_info		library;

	for (int i = 2; i < depth; i++)
		if (dladdr(trace[i], &library) && library.dli_fname != NULL && strstr(library.dli_fname, "sanctions.so") != NULL)
			return trace[i];
	return NULL;
}

static void
tick(int signal)
{
	int			before = errno;
	double		now = processor_ms();
	void	   *place = place_now();

	if (!InterruptPending)
	{
		running.ms = 0;
		running.count = 0;
		InterruptPending = true;
	}
	else if (place != NULL || everywhere)
	{
		running.ms += now - since;
		if (running.count < TICKS)
			running.place[running.count++] = place;
		if (running.ms > longest.ms)
			longest = running;
	}
	since = now;
	errno = before;
}

PG_FUNCTION_INFO_V1(gaps_blind);
PG_FUNCTION_INFO_V1(gaps_count_all);
PG_FUNCTION_INFO_V1(gaps_begin);
PG_FUNCTION_INFO_V1(gaps_end);

/* Computes so many ms without a look. */
Datum
gaps_blind(PG_FUNCTION_ARGS)
{
	double		end = processor_ms() + PG_GETARG_INT32(0);

	while (processor_ms() < end)
		;
	PG_RETURN_VOID();
}

/* From now on times outside of the library count, too. */
Datum
gaps_count_all(PG_FUNCTION_ARGS)
{
	everywhere = true;
	PG_RETURN_VOID();
}

Datum
gaps_begin(PG_FUNCTION_ARGS)
{
	struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
	struct itimerval every = {{0, EVERY_US}, {0, EVERY_US}};

	/* the first trace loads a library, which no handler may */
	(void) place_now();
	longest.ms = 0;
	longest.count = 0;
	InterruptPending = false;
	sigaction(SIGPROF, &action, NULL);
	setitimer(ITIMER_PROF, &every, NULL);
	PG_RETURN_VOID();
}

/* The longest time, in ms, and offsets in the library. */
Datum
gaps_end(PG_FUNCTION_ARGS)
{
	struct itimerval never = {{0, 0}, {0, 0}};
	StringInfoData out;

	setitimer(ITIMER_PROF, &never, NULL);
	initStringInfo(&out);
	appendStringInfo(&out, "%.0f", longest.ms);
	for (int i = 0; i < longest.count; i++)
	{
		Dl_info		library;

		if (longest.place[i] != NULL && dladdr(longest.place[i], &library))
			appendStringInfo(&out, " sanctions.so+0x%lx", (long) ((char *) longest.place[i] - (char *) library.dli_fbase));
	}
	PG_RETURN_TEXT_P(cstring_to_text(out.data));
}

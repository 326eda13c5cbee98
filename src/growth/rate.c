/* Growth of two figures. */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/float.h"

#include "exact/print.h"
#include "growth/rate_core.h"

static double
finite_arg(double value)
{
	if (unlikely(!isfinite(value)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value %s is not a number to compute growth of",
						sanctions_double_text(value)),
				 errhint("Make NaN and infinity NULL.")));
	return value;
}

/* A growth of finite figures may still be beyond double precision. */
#define GROWTH_RESULT(call) \
	do { \
		double		growth; \
		if (!(call)) \
			PG_RETURN_NULL(); \
		if (unlikely(!isfinite(growth))) \
			float_overflow_error(); \
		PG_RETURN_FLOAT8(growth); \
	} while (0)

PG_FUNCTION_INFO_V1(sanctions_growth_rate);
PG_FUNCTION_INFO_V1(sanctions_growth_midpoint);
PG_FUNCTION_INFO_V1(sanctions_growth_log);
PG_FUNCTION_INFO_V1(sanctions_growth_cagr);

#define FIGURE(n) finite_arg(PG_GETARG_FLOAT8(n))

Datum
sanctions_growth_rate(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_rate(FIGURE(0), FIGURE(1), &growth));
}

Datum
sanctions_growth_midpoint(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_midpoint(FIGURE(0), FIGURE(1), &growth));
}

Datum
sanctions_growth_log(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_log(FIGURE(0), FIGURE(1), &growth));
}

Datum
sanctions_growth_cagr(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_cagr(FIGURE(0), FIGURE(1), FIGURE(2), &growth));
}

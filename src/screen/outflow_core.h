/*
 * Whether sales to the target rose or began: what makes a suspect.  It rests on these
 * sales alone, and on those of the origins to the target before.
 */
#ifndef TRADE_OUTFLOW_CORE_H
#define TRADE_OUTFLOW_CORE_H

#include "screen/candidate_core.h"

/* What an outflow fails by first. */
typedef enum trade_material
{
	TRADE_MATERIAL,
	TRADE_NOT_POSITIVE,
	TRADE_BELOW_VALUE,			/* min_value, by its sum */
	TRADE_BELOW_SHARE			/* min_share of direct sales before, by its average */
} trade_material;

typedef struct trade_outflow
{
	trade_wide	before;			/* averages, over the windows' denominator */
	trade_wide	after;
	trade_wide	direct_before;
	bool		trivial;		/* before is next to nothing beside after */
	bool		reached;		/* surge_ratio */
	trade_material material;
	bool		rest_asked;		/* whether it is steady is asked */
	trade_material rest_material;	/* of the window without its largest period */
	bool		rest_reached;	/* the ratio asked of the rest */
	trade_fraction rest;		/* its average, of its own denominator, where it is asked */
	bool		surge;
	bool		new_route;
} trade_outflow;

extern void trade_outflow_judge(const trade_scene *scene, const trade_candidate *candidate,
								const trade_course_shape *shape, trade_outflow *outflow);

/* What every suspect's sales are, and few others' are: large enough, and risen or new. */
extern bool trade_outflow_may_be_suspect(const trade_scene *scene, const trade_candidate *candidate);

static inline bool
trade_outflow_is_steady(const trade_outflow *outflow)
{
	return !outflow->rest_asked || (outflow->rest_material == TRADE_MATERIAL && outflow->rest_reached);
}

static inline bool
trade_outflow_is_suspect(const trade_outflow *outflow)
{
	return outflow->surge || outflow->new_route;
}

#endif

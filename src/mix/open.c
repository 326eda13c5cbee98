/* trade_mix: a value of either form, stored or working, as readers and merges meet it. */
#include "postgres.h"

#include "compat.h"
#include "mix/state.h"
#include "state/form.h"

sanctions_mix *
sanctions_mix_decode(Datum datum)
{
	struct varlena *mix = PG_DETOAST_DATUM_PACKED(datum);

	if (sanctions_state_is_working(mix))
		return sanctions_mix_work_read(sanctions_mix_work_open(mix));
	return sanctions_mix_read_stored(mix);
}

struct varlena *
sanctions_mix_canonical(struct varlena *mix)
{
	if (!sanctions_state_is_working(mix))
		return mix;
	return sanctions_mix_work_finish(sanctions_mix_work_open(mix));
}

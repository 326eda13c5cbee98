/* Accessors of trade_matrix that give a mix: suppliers, markets. */
#include "postgres.h"

#include "fmgr.h"

#include "matrix/accessor.h"
#include "compat.h"
#include "exact/function.h"
#include "exact/value.h"

sanctions_mix
sanctions_accessor_mix(const sanctions_matrix *head)
{
	Size		room = head->label_count + 1;

	return (sanctions_mix) {TRADE_LABEL_NONE, 0, palloc(sizeof(char *) * room),
		palloc(sizeof(int) * room), palloc(sizeof(trade_units) * room)};
}

void
sanctions_accessor_mix_add(sanctions_mix *mix, const sanctions_matrix *head, int label,
						   const trade_sum *value)
{
	trade_units units = sanctions_units_from_sum(value);

	if (units == 0)
		return;
	mix->kind = head->kind;
	mix->label[mix->count] = head->label[label];
	mix->label_length[mix->count] = head->label_length[label];
	mix->value[mix->count++] = units;
}

/* The flows that are asked for as a mix of their exporters, or of their importers. */
static struct varlena *
mix_of_flows(sanctions_part_reader *reader, const sanctions_part *part, bool of_importers)
{
	const sanctions_matrix *head = sanctions_part_head(reader);
	sanctions_mix mix = sanctions_accessor_mix(head);
	sanctions_flows flows;

	sanctions_part_ask(reader, part);
	while (sanctions_part_flows(reader, &flows))
		for (uint32 i = 0; i < flows.count; i++)
			sanctions_accessor_mix_add(&mix, head, of_importers ? flows.importer : flows.flow[i].exporter,
									   &flows.flow[i].value[0]);
	return sanctions_mix_make(&mix);
}

static Datum
mix_of_label(FunctionCallInfo fcinfo, sanctions_label_reader read, bool of_importers)
{
	sanctions_part_reader *reader = sanctions_part_open(PG_GETARG_DATUM(0), false);
	const sanctions_matrix *head = sanctions_part_head(reader);
	sanctions_part part = {0};
	uint64	   *set = sanctions_label_set(head);
	int			label = read(head, PG_GETARG_DATUM(1));

	if (label >= 0)
		sanctions_label_set_add(set, label);
	if (of_importers)
	{
		part.exporters = set;
		part.has_needed = label >= 0;
		part.needed = label;
	}
	else
		part.importers = set;
	part.windows.span[0] = sanctions_accessor_window(head, PG_GETARG_DATUM(2));
	part.windows.span[1] = TRADE_NO_SPAN;
	PG_RETURN_POINTER(mix_of_flows(reader, &part, of_importers));
}

SANCTIONS_FUNCTION(sanctions_accessor_suppliers, mix_of_label(fcinfo, sanctions_accessor_label, false))
SANCTIONS_FUNCTION(sanctions_accessor_suppliers_country,
				   mix_of_label(fcinfo, sanctions_accessor_country, false))

SANCTIONS_FUNCTION(sanctions_accessor_markets, mix_of_label(fcinfo, sanctions_accessor_label, true))
SANCTIONS_FUNCTION(sanctions_accessor_markets_country, mix_of_label(fcinfo, sanctions_accessor_country, true))

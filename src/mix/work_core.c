/* The working form of a mix: its head, and what is wrong with one from elsewhere. */
#include "mix/work_core.h"

_Static_assert(sizeof(trade_mix_entry) == 1 << TRADE_MIX_ENTRY_BITS, "an entry is a power of two");
_Static_assert(sizeof(trade_mix_work) == 32, "a block with a few labels fills what the server gives");

size_t
trade_mix_work_size(uint32_t capacity, uint32_t text_capacity)
{
	return offsetof(trade_mix_work, labels) + trade_dictionary_size(capacity, text_capacity, TRADE_MIX_ENTRY_BITS);
}

void
trade_mix_work_init(trade_mix_work *work, uint32_t capacity, uint32_t text_capacity, trade_label_kind kind,
					const trade_secret *secret)
{
	work->version = TRADE_MIX_VERSION;
	work->flags = TRADE_MIX_WORKING;
	work->kind = kind;
	work->reserved = 0;
	trade_dictionary_init(&work->labels, capacity, text_capacity, TRADE_MIX_ENTRY_BITS, secret);
}

const char *
trade_mix_work_check(const trade_mix_work *work, size_t size)
{
	if (size < sizeof(trade_mix_work))
		return "too short";
	if (work->version != TRADE_MIX_VERSION)
		return "unknown version";
	if (work->flags != TRADE_MIX_WORKING || work->reserved != 0)
		return "unknown flag";
	if (work->kind > TRADE_LABEL_HS)
		return "unknown kind of labels";
	if (work->kind == TRADE_LABEL_NONE && work->labels.count > 0)
		return "wrong count";
	return trade_dictionary_check(&work->labels, size - offsetof(trade_mix_work, labels), TRADE_MIX_ENTRY_BITS);
}

const char *
trade_mix_work_check_entries(const trade_mix_work *work, uint32_t first, uint32_t count)
{
	const trade_mix_entry *entry = trade_mix_work_entries(work) + first;

	for (uint32_t i = 0; i < count; i++, entry++)
		if (work->kind != TRADE_LABEL_TEXT)
		{
			if (!trade_mix_code_known(work->kind, entry->key))
				return "a label is no known code";
		}
		else if (!trade_dictionary_holds(&work->labels, entry->key))
			return "a label lies outside the text";
	return NULL;
}

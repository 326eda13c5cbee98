/* Merging the labels of matrices. */
#include "matrix/merge_core.h"

/* The first bytes of labels are compared as one number; only where they are equal, the rest. */
#define PREFIX_BYTES 8

/* Labels have no zero byte. */
static uint64_t
prefix_of(const char *text, int length)
{
	uint64_t	prefix = 0;

	for (int i = 0; i < PREFIX_BYTES; i++)
		prefix = prefix << 8 | (i < length ? (uint8_t) text[i] : 0);
	return prefix;
}

static int
compare_labels(const trade_merge_label *left, const trade_merge_label *right)
{
	if (left->prefix != right->prefix)
		return left->prefix < right->prefix ? -1 : 1;
	if (left->length <= PREFIX_BYTES && right->length <= PREFIX_BYTES)
		return 0;
	return trade_label_compare(left->text, left->length, right->text, right->length);
}

static bool
labels_left(const trade_merge_side *side)
{
	return side->label_at < side->reader->shape.label_count;
}

static void
find_label(trade_merge_side *side)
{
	trade_merge_label *label = &side->next;

	if (!labels_left(side))
		return;
	label->text = trade_matrix_next_label(side->reader, side->label_at, &side->text_at, &label->length,
										  label->country);
	label->prefix = prefix_of(label->text, label->length);
	/* a place of its own moves with it */
	if (label->text == label->country)
		label->text = NULL;
}

void
trade_merge_begin(trade_merge *merge)
{
	merge->label_count = 0;
	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		merge->side[i].label_at = merge->side[i].text_at = 0;
		find_label(&merge->side[i]);
	}
}

/* The label that comes next; false where none is left. */
static bool
merge_label(trade_merge *merge)
{
	trade_merge_label *label = &merge->label[merge->label_count];
	trade_merge_side *end = merge->side + merge->side_count;
	bool		found = false;

	for (trade_merge_side *side = merge->side; side < end; side++)
		if (labels_left(side) && (!found || compare_labels(&side->next, label) < 0))
		{
			*label = side->next;
			found = true;
		}
	for (trade_merge_side *side = merge->side; found && side < end; side++)
		if (labels_left(side) && compare_labels(&side->next, label) == 0)
		{
			side->label[side->label_at++] = merge->label_count;
			find_label(side);
		}
	merge->label_count += found;
	return found;
}

bool
trade_merge_labels(trade_merge *merge)
{
	for (uint32_t looks = 0; looks < TRADE_CELLS_PER_CALL; looks += merge->side_count)
		if (!merge_label(merge))
			return false;
	return true;
}

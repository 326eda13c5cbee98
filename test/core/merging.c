/*
 * Sums of matrices of which one has a bit changed, each of its bits: refused, or a matrix
 * that reads, whether slices are copied, extended or written.  Prints TAP.
 */
#include "../fuzz/matrix_merge.c"

#include "tap.h"

/* How cells lie on sides, as the harness draws them. */
typedef struct manner
{
	const char *what;
	uint8_t		cut;
	uint8_t		density;
	uint8_t		param;
	uint8_t		quantity;
} manner;

static const manner manners[] = {
	{"importers apart", 0, 2, 0, 0},
	{"importers apart, with quantities", 0, 2, 0, 3},
	{"exporters apart", 1, 2, 0, 0},
	{"a period behind the others", CUT_BEHIND, 8, 39 * 4, 0},
	{"all on the first side", 6, 2, 0, 0},
};

/* How many of the sums of two matrices are refused when bits of one are changed. */
static int
refused(addend *addends, uint32_t changed)
{
	uint8_t    *bytes = memcpy(malloc(addends[changed].size), addends[changed].bytes, addends[changed].size);
	int			count = 0;

	addends[changed].bytes = bytes;
	for (size_t bit = 0; bit < addends[changed].size * 8; bit++)
	{
		size_t		size;
		uint8_t    *sum;

		bytes[bit / 8] ^= 1 << bit % 8;
		sum = merge_all(addends, 2, TRADE_MERGE_WHOLE, &size);
		bytes[bit / 8] ^= 1 << bit % 8;
		count += sum == NULL;
		/* reading asks all questions, and takes most of the time */
		IS(sum == NULL || bit % 8 != 3 || fuzz_read(sum, size, result, 2 * KEYS));
		free(sum);
	}
	free(bytes);
	return count;
}

static void
check_manner(const manner *how, uint64_t state)
{
	const uint8_t data[8] = {0, how->density, 0, how->cut, how->param, 0, 0, how->quantity};
	const recipe recipe = read_recipe(data);

	make_map(&recipe, state);
	for (uint32_t changed = 0; changed < 2; changed++)
	{
		addend		addends[2] = {{.bytes = NULL}};
		uint8_t    *bytes[2];

		for (uint32_t side = 0; side < 2; side++)
		{
			bytes[side] = write_side(side, &addends[side].size);
			addends[side].bytes = bytes[side];
		}
		/* the size, at least, is found out */
		IS(refused(addends, changed) > 8);
		free(bytes[0]);
		free(bytes[1]);
	}
}

/*
 * A number in a form wider by some bits than it needs, of which the last byte has room, is
 * not what writing makes; the sum has it as writing does.  How many such there are.
 */
static int
mended(trade_units value)
{
	addend		addends[2] = {{.bytes = NULL}};
	uint8_t    *bytes[2];
	uint8_t    *right;
	size_t		right_size;
	int			count = 0;

	memset(map, 0, sizeof map);
	map[0].of[0] = (trade_cell) {0, 1, 24000, value, 0, 0};
	map[1].of[1] = (trade_cell) {2, 1, 24000, value, 0, 0};
	for (uint32_t side = 0; side < 2; side++)
	{
		bytes[side] = write_side(side, &addends[side].size);
		addends[side].bytes = bytes[side];
	}
	right = merge_all(addends, 2, TRADE_MERGE_WHOLE, &right_size);
	for (size_t bit = 0; bit < addends[0].size * 8; bit++)
	{
		size_t		size;
		uint8_t    *sum;

		bytes[0][bit / 8] ^= 1 << bit % 8;
		sum = merge_all(addends, 2, TRADE_MERGE_WHOLE, &size);
		count += sum != NULL && size == right_size && memcmp(sum, right, size) == 0 &&
			!fuzz_read(bytes[0], addends[0].size, result, 2 * KEYS);
		bytes[0][bit / 8] ^= 1 << bit % 8;
		free(sum);
	}
	free(right);
	free(bytes[0]);
	free(bytes[1]);
	return count;
}

static int
all_mended(void)
{
	int			count = 0;

	for (int value = 1; value < 64; value++)
		count += mended(value * TRADE_UNITS_PER_ONE);
	return count;
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(manners) / sizeof(manners[0]); i++)
	{
		check_manner(&manners[i], 1);
		ok(manners[i].what);
	}
	IS(all_mended() > 0);
	ok("a width that is none of writing's");
	printf("1..%d\n", tests);
	return 0;
}

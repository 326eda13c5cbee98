/*
 * Labels chosen to collide cost what random ones do: counted in looks at slots.
 *
 *   dictionary          checks, and prints TAP
 *   dictionary labels   prints 60,000 labels that all had one hash under a hash
 *                       without a secret
 */
#include <stdio.h>
#include <stdlib.h>

#include "state/dictionary_core.h"

#define LABELS 60000
#define LENGTH 16
#define FORCED 3000
#define CODES 512
#define SECRETS 8

static char made[LABELS][LENGTH];
static int	tests;

static void
ok(bool good, const char *what)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tests, what);
}

/* SplitMix64: the same numbers in every run. */
static uint64_t
random_word(uint64_t *state)
{
	uint64_t	word = (*state += 0x9E3779B97F4A7C15ULL);

	word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9ULL;
	word = (word ^ word >> 27) * 0x94D049BB133111EBULL;
	return word ^ word >> 31;
}

static trade_secret
secret_of(uint64_t seed)
{
	trade_secret secret = {.stamp = 1};

	for (int i = 0; i < TRADE_SECRET_WORDS; i++)
		secret.word[i] = random_word(&seed);
	return secret;
}

/* Eight bytes that text in any encoding may have, and COPY needs no escape for. */
static bool
is_text(uint64_t word)
{
	for (int i = 0; i < 64; i += 8)
	{
		uint8_t		byte = word >> i;

		if (byte == 0 || byte > 126 || byte == '\\' || byte == '\t' || byte == '\n' || byte == '\r')
			return false;
	}
	return true;
}

static uint64_t
text_word(uint64_t *state)
{
	uint64_t	word = random_word(state);
	uint64_t	text = 0;

	for (int i = 0; i < 64; i += 8)
		text = text << 8 | (33 + (word >> i & 0xFF) % 58);
	return text;
}

/*
 * The hash that is attacked has as its state, after a first word, a known number;
 * a second word that cancels it gives every label the same state.
 */
static void
make_colliding(void)
{
	const uint64_t odd = 0x9E3779B97F4A7C15ULL;
	const uint64_t target = 0x3030303030303030ULL;
	uint64_t	state = 1;

	for (int count = 0; count < LABELS;)
	{
		uint64_t	first = text_word(&state);
		uint64_t	hash = (LENGTH * odd ^ first) * odd;
		uint64_t	second = hash ^ hash >> 32 ^ target;

		if (!is_text(second))
			continue;
		memcpy(made[count], &first, 8);
		memcpy(made[count++] + 8, &second, 8);
	}
}

static void
make_random(void)
{
	uint64_t	state = 2;

	for (int i = 0; i < LABELS; i++)
	{
		uint64_t	word[2] = {text_word(&state), text_word(&state)};

		memcpy(made[i], word, LENGTH);
	}
}

static trade_dictionary *
dictionary_of(const trade_secret *secret, int count, bool codes)
{
	trade_dictionary *dictionary = calloc(1, trade_dictionary_size(count, count * (LENGTH + 1), 3));
	uint64_t	code;

	trade_dictionary_init(dictionary, count, count * (LENGTH + 1), 3, secret);
	for (int i = 0; i < count; i++)
	{
		memcpy(&code, made[i], 8);
		if (codes)
			trade_dictionary_code(dictionary, secret, code);
		else
			trade_dictionary_text(dictionary, secret, made[i], LENGTH);
	}
	return dictionary;
}

/* All looks that it takes to find all labels: from where each begins to be looked for to where it is. */
static uint64_t
looks_at(const trade_dictionary *dictionary)
{
	uint32_t	mask = (1u << dictionary->slot_bits) - 1;
	uint64_t	looks = 0;

	for (uint32_t slot = 0; slot <= mask; slot++)
	{
		uint32_t	number = trade_dictionary_slots(dictionary)[slot];

		if (number > 0)
			looks += 1 + ((slot - (uint32_t) (*trade_dictionary_entry(dictionary, number - 1) >> 32)) & mask);
	}
	return looks;
}

/* The most looks under several secrets. */
static uint64_t
most_looks(int count)
{
	uint64_t	most = 0;

	for (int i = 0; i < SECRETS; i++)
	{
		trade_secret secret = secret_of(100 + i);
		trade_dictionary *dictionary = dictionary_of(&secret, count, false);
		uint64_t	looks = looks_at(dictionary);

		if (dictionary->count != (uint32_t) count)
			most = UINT64_MAX;
		most = looks > most ? looks : most;
		free(dictionary);
	}
	return most;
}

/* Labels that begin in the same slots under one secret, by trying them. */
static void
force_slots(const trade_secret *secret)
{
	uint64_t	state = 3;
	trade_dictionary *one = calloc(1, trade_dictionary_size(1, LENGTH + 1, 3));

	for (int count = 0; count < FORCED;)
	{
		uint64_t	word[2] = {text_word(&state), text_word(&state)};

		trade_dictionary_init(one, 1, LENGTH + 1, 3, secret);
		if ((*trade_dictionary_text(one, secret, (const char *) word, LENGTH) >> 32 & 0xFFF) == 0)
			memcpy(made[count++], word, LENGTH);
	}
	free(one);
}

/* Labels at equal distances. */
static void
make_regular(uint64_t step)
{
	for (int i = 0; i < LABELS; i++)
	{
		uint64_t	word[2] = {0x4141414141414141ULL + i * step, 0x4141414141414141ULL};

		memcpy(made[i], word, LENGTH);
	}
}

/* Labels that differ by four bytes at one place, or by what they lack at one and have more at another. */
static void
make_alike(int place, int other)
{
	for (int i = 0; i < LABELS; i++)
	{
		uint32_t	more = 0x41414141 + i;
		uint32_t	fewer = 0x41414141 - i;

		memset(made[i], 'A', LENGTH);
		memcpy(made[i] + 4 * place, &more, 4);
		if (other != place)
			memcpy(made[i] + 4 * other, &fewer, 4);
	}
}

/* Of codes no hash is kept; what a look-up costs is the run of entries that lie in the way. */
static uint32_t
longest_run(int count, const trade_secret *secret)
{
	trade_dictionary *dictionary = dictionary_of(secret, count, true);
	uint32_t	run = 0;
	uint32_t	longest = 0;

	/* twice around, for a run may go over the end */
	for (uint32_t slot = 0; slot < 2u << dictionary->slot_bits; slot++)
	{
		run = trade_dictionary_slots(dictionary)[slot & ((1u << dictionary->slot_bits) - 1)] > 0 ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	if (dictionary->count != (uint32_t) count)
		longest = UINT32_MAX;
	free(dictionary);
	return longest;
}

/* The same under several secrets. */
static uint32_t
longest_of_secrets(int count)
{
	uint32_t	longest = 0;

	for (int i = 0; i < SECRETS; i++)
	{
		trade_secret secret = secret_of(200 + i);
		uint32_t	run = longest_run(count, &secret);

		longest = run > longest ? run : longest;
	}
	return longest;
}

static void
check_regular(uint64_t step)
{
	make_regular(step);
	ok(most_looks(LABELS) < 2 * LABELS, "nor do labels at equal distances");
	ok(longest_of_secrets(LABELS) < 200, "codes at equal distances lie apart");
}

static void
check_alike(void)
{
	uint64_t	most = 0;

	for (int place = 0; place < LENGTH / 4; place++)
		for (int other = 0; other <= place; other++)
		{
			uint64_t	looks;

			make_alike(place, other);
			looks = most_looks(LABELS);
			most = looks > most ? looks : most;
		}
	ok(most < 2 * LABELS, "nor do labels that differ at one place, or at two by as much");
}

/* Codes that begin in few slots under one secret: out of many, those that lie there. */
static void
force_codes(const trade_secret *secret)
{
	const uint32_t many = 1024 * CODES;
	trade_dictionary *all = calloc(1, trade_dictionary_size(many, 0, 3));
	uint64_t	state = 4;
	int			count = 0;

	trade_dictionary_init(all, many, 0, 3, secret);
	for (uint32_t i = 0; i < many; i++)
		trade_dictionary_code(all, secret, random_word(&state));
	for (uint32_t slot = 0; slot < 1u << all->slot_bits && count < CODES; slot++)
		if (trade_dictionary_slots(all)[slot] > 0 && (slot & (4 * CODES - 1)) < 8)
			memcpy(made[count++], trade_dictionary_entry(all, trade_dictionary_slots(all)[slot] - 1), 8);
	free(all);
	ok(count == CODES, "there are codes that begin in few slots under a secret");
}

static void
check_forced_codes(const trade_secret *known)
{
	force_codes(known);
	ok(longest_run(CODES, known) == CODES, "under it they lie in one run");
	ok(longest_of_secrets(CODES) < CODES / 8, "and apart under others");
}

/* All labels into more room, by parts. */
static void
check_move(bool codes)
{
	trade_secret secret = secret_of(5);
	trade_dictionary *from = dictionary_of(&secret, LABELS, codes);
	trade_dictionary *to = calloc(1, trade_dictionary_size(2 * LABELS, 2 * LABELS * (LENGTH + 1), 3));
	bool		found = true;
	int			calls = 1;

	trade_dictionary_init(to, 2 * LABELS, 2 * LABELS * (LENGTH + 1), 3, &secret);
	while (trade_dictionary_move(to, from, &secret, !codes))
		calls++;
	for (int i = 0; i < LABELS; i++)
	{
		uint64_t	code;

		memcpy(&code, made[i], 8);
		found &= trade_dictionary_entry(to, i) == (codes ? trade_dictionary_code(to, &secret, code)
												   : trade_dictionary_text(to, &secret, made[i], LENGTH));
	}
	ok(found && to->count == LABELS && calls > (int) (from->text_used / TRADE_DICTIONARY_STEP),
	   "labels that were moved by parts are found");
	free(from);
	free(to);
}

int
main(int count, char **arguments)
{
	trade_secret known = secret_of(1);
	trade_dictionary *forced;
	uint64_t	looks;

	make_colliding();
	if (count > 1)
	{
		for (int i = 0; i < LABELS; i++)
			printf("%.*s\n", LENGTH, made[i]);
		return strcmp(arguments[1], "labels") != 0;
	}
	looks = most_looks(LABELS);
	make_random();
	ok(most_looks(LABELS) < 2 * LABELS, "random labels take fewer than two looks each");
	ok(looks < 2 * LABELS, "labels chosen to collide under a known hash take no more");
	for (int step = 0; step < 64; step += 16)
		check_regular(1ULL << step);
	check_alike();
	make_random();
	check_move(false);
	check_move(true);
	check_forced_codes(&known);
	force_slots(&known);
	forced = dictionary_of(&known, FORCED, false);
	ok(looks_at(forced) > 100 * FORCED, "labels forced into one slot under a secret take many looks under it");
	ok(most_looks(FORCED) < 2 * FORCED, "and no more than random ones under others");
	free(forced);
	printf("1..%d\n", tests);
	return 0;
}

/* The lint's dictionaries: each text is read once, however many rows have it. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "code/country.h"
#include "code/hs.h"
#include "exact/print.h"
#include "operations/lint.h"
#include "state/dictionary.h"

/* Keys of labels that are no code come after those that are. */
#define FIRST_UNREAD_KEY (1 << 16)

/* Whoever writes texts that collide does not know the secret. */
static uint32
text_hash(const void *key, Size size)
{
	const lint_text *text = key;

	return (uint32) hash_bytes_extended((const unsigned char *) text->bytes, (int) text->length, sanctions_secret()->word[0]);
}

static int
text_match(const void *a, const void *b, Size size)
{
	const lint_text *left = a;
	const lint_text *right = b;

	return left->length == right->length ? memcmp(left->bytes, right->bytes, left->length) : 1;
}

void
sanctions_lint_dictionary_create(sanctions_lint *lint, lint_dictionary *dictionary)
{
	HASHCTL		control = {.keysize = sizeof(lint_text), .entrysize = sizeof(lint_word),
						   .hash = text_hash, .match = text_match, .hcxt = lint->context};

	dictionary->words = hash_create("words of the lint", 1024, &control,
									HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	dictionary->new_count = 0;
	dictionary->new_capacity = 64;
	dictionary->new_words = MemoryContextAlloc(lint->context, 64 * sizeof(lint_word *));
}

static void
add_new(lint_dictionary *dictionary, lint_word *word)
{
	if (dictionary->new_count == dictionary->new_capacity)
	{
		dictionary->new_capacity *= 2;
		dictionary->new_words = repalloc_huge(dictionary->new_words,
											  dictionary->new_capacity * sizeof(lint_word *));
	}
	dictionary->new_words[dictionary->new_count++] = word;
}

lint_word *
sanctions_lint_word(sanctions_lint *lint, lint_dictionary *dictionary, lint_text text)
{
	bool		found;
	lint_word  *word = hash_search(dictionary->words, &text, HASH_ENTER, &found);

	if (!found)
	{
		char	   *copy = MemoryContextAllocHuge(lint->context, text.length + 1);

		memcpy(copy, text.bytes, text.length);
		memset((char *) word + sizeof(lint_text), 0, sizeof *word - sizeof(lint_text));
		word->text.bytes = copy;
		word->raw = hash_get_num_entries(dictionary->words);
		add_new(dictionary, word);
	}
	return word;
}

/* The new words as text[], and no longer new. */
static Datum
take_new(const lint_dictionary *dictionary)
{
	Datum	   *text = palloc(dictionary->new_count * sizeof(Datum));

	for (int i = 0; i < dictionary->new_count; i++)
		text[i] = PointerGetDatum(cstring_to_text_with_len(dictionary->new_words[i]->text.bytes,
														   dictionary->new_words[i]->text.length));
	return PointerGetDatum(construct_array(text, dictionary->new_count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* Runs a query over the new words, which gives a row each, in their order. */
static void
ask_of_new(const lint_dictionary *dictionary, const char *query)
{
	MemoryContext context = CurrentMemoryContext;
	Oid			type = TEXTARRAYOID;
	Datum		words = take_new(dictionary);

	if (SPI_execute_with_args(query, 1, &type, &words, NULL, true, 0) != SPI_OK_SELECT ||
		SPI_processed != dictionary->new_count)
		elog(ERROR, "words could not be read");
	/* SPI leaves its own behind */
	MemoryContextSwitchTo(context);
}

static void
read_label(lint_word *word, HeapTuple row, TupleDesc columns)
{
	bool		unread;
	Datum		code = SPI_getbinval(row, columns, 1, &unread);
	char	   *residual = SPI_getvalue(row, columns, 2);
	char	   *sum = SPI_getvalue(row, columns, 3);
	char	   *name = SPI_getvalue(row, columns, 4);

	word->key = unread ? FIRST_UNREAD_KEY + (int64) word->raw : sanctions_datum_get_country_label(code);
	if (!unread)
		trade_country_text(sanctions_datum_get_country_label(code), word->code);
	if ((residual != NULL && residual[0] == 't') || (unread && name != NULL && strcmp(name, "residual") == 0))
		word->kind = LINT_LABEL_RESIDUAL;
	else if ((sum != NULL && sum[0] == 't') || (unread && name != NULL && strcmp(name, "sum") == 0))
		word->kind = LINT_LABEL_SUM;
	else
		word->kind = unread ? LINT_LABEL_UNREAD : LINT_LABEL_COUNTRY;
}

void
sanctions_lint_read_labels(sanctions_lint *lint)
{
	lint_dictionary *labels = &lint->labels;
	const char *schema = lint->schema;

	if (labels->new_count == 0)
		return;
	ask_of_new(labels,
			   psprintf("SELECT c.code, %s.is_residual(c.code), %s.is_aggregate(c.code), %s.country_name_kind(t.label) "
						"FROM pg_catalog.unnest($1) WITH ORDINALITY AS t(label, n), "
						"LATERAL (SELECT COALESCE(%s.try_country_code(t.label), %s.try_country_name(t.label)) AS code) AS c "
						"ORDER BY t.n", schema, schema, schema, schema, schema));
	for (int i = 0; i < labels->new_count; i++)
		read_label(labels->new_words[i], SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
	labels->new_count = 0;
	SPI_freetuptable(SPI_tuptable);
}

void
sanctions_lint_read_products(sanctions_lint *lint)
{
	lint_dictionary *products = &lint->products;

	if (products->new_count == 0)
		return;
	ask_of_new(products,
			   psprintf("SELECT %s.try_hs_code(t.product) "
						"FROM pg_catalog.unnest($1) WITH ORDINALITY AS t(product, n) ORDER BY t.n", lint->schema));
	for (int i = 0; i < products->new_count; i++)
	{
		lint_word  *word = products->new_words[i];
		bool		unread;
		Datum		code = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &unread);

		/* a code has its digits in the topmost bits, and no raw number comes near */
		word->key = unread ? word->raw : DatumGetInt64(code);
		if (!unread)
			trade_hs_text(sanctions_datum_get_hs(code), word->code);
		word->kind = !unread ? LINT_PRODUCT_CODE :
			trade_lint_is_total(word->text.bytes, word->text.length) ? LINT_PRODUCT_TOTAL : LINT_PRODUCT_UNREAD;
	}
	products->new_count = 0;
	SPI_freetuptable(SPI_tuptable);
}

/* A row for each word; shown is what messages call it. */
static void
put_words(lint_store *store, const lint_dictionary *dictionary, bool period)
{
	HASH_SEQ_STATUS scan;
	lint_word  *word;

	hash_seq_init(&scan, dictionary->words);
	while ((word = hash_seq_search(&scan)) != NULL)
	{
		char	   *clipped = sanctions_clip(word->text.bytes, word->text.length);
		Datum		text = PointerGetDatum(cstring_to_text(clipped));
		Datum		code = PointerGetDatum(cstring_to_text(word->code));
		Datum		value[7] = {Int32GetDatum(word->raw), Int64GetDatum(word->key), text,
								word->code[0] == '\0' ? text : code, code, Int32GetDatum(word->kind)};
		bool		null[7] = {0};

		if (period)
		{
			value[3] = Int32GetDatum(word->month);
			value[4] = Int32GetDatum(word->months);
		}
		null[4] = !period && word->code[0] == '\0';
		tuplestore_putvalues(store->rows, store->columns, value, null);
		store->count++;
	}
}

void
sanctions_lint_show_words(sanctions_lint *lint)
{
	lint_store	label;
	lint_store	product;
	lint_store	period;

	sanctions_lint_store_create(lint, &label, "raw int4, key int8, label text, shown text, code text, kind int4");
	put_words(&label, &lint->labels, false);
	sanctions_lint_show("flow_label", &label);
	sanctions_lint_store_create(lint, &product, "raw int4, key int8, product text, shown text, code text, kind int4");
	put_words(&product, &lint->products, false);
	sanctions_lint_show("flow_product", &product);
	sanctions_lint_store_create(lint, &period, "raw int4, key int8, period text, month int4, months int4");
	put_words(&period, &lint->periods, true);
	sanctions_lint_show("flow_period", &period);
}

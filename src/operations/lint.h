/*
 * The lint of a query's rows.
 *
 * The caller's query runs once, read-only; its rows are read into tuplestores, texts as
 * numbers that rules can compare fast.  Rules are queries of ours over these stores,
 * which they see under names that the server looks up before any table's.
 */
#ifndef SANCTIONS_LINT_H
#define SANCTIONS_LINT_H

#include "postgres.h"

#include "access/tupdesc.h"
#include "executor/spi.h"
#include "utils/hsearch.h"
#include "utils/tuplestore.h"

#include "compat.h"
#include "operations/lint_core.h"

/* Columns of the query, in the order in which they are named. */
typedef enum lint_column
{
	LINT_EXPORTER,
	LINT_IMPORTER,
	LINT_VALUE,					/* the last of those that must be there */
	LINT_PRODUCT,
	LINT_PERIOD,
	LINT_QUANTITY,
	LINT_FLOW,
	LINT_COLUMNS
} lint_column;

extern const char *const sanctions_lint_column_names[LINT_COLUMNS];

/* What a label is; 0 to 3 in the stores. */
typedef enum lint_label_kind
{
	LINT_LABEL_UNREAD,
	LINT_LABEL_COUNTRY,
	LINT_LABEL_SUM,
	LINT_LABEL_RESIDUAL
} lint_label_kind;

/* What a product is; 0 where the query has no such column. */
typedef enum lint_product_kind
{
	LINT_PRODUCT_NONE,
	LINT_PRODUCT_CODE,
	LINT_PRODUCT_TOTAL,
	LINT_PRODUCT_UNREAD
} lint_product_kind;

/* What has been seen in any row: a rule without its object is not run. */
typedef enum lint_fact
{
	LINT_SEEN_SUM = 1 << 0,
	LINT_SEEN_RESIDUAL = 1 << 1,
	LINT_SEEN_UNREAD_LABEL = 1 << 2,
	LINT_SEEN_TOTAL = 1 << 3,
	LINT_SEEN_UNREAD_PRODUCT = 1 << 4,
	LINT_SEEN_UNREAD_PERIOD = 1 << 5,
	LINT_SEEN_YEAR = 1 << 6,
	LINT_SEEN_MONTH = 1 << 7,
	LINT_SEEN_IMPORT = 1 << 8,
	LINT_SEEN_EXPORT = 1 << 9,
	LINT_SEEN_RE_EXPORT = 1 << 10,
	LINT_SEEN_SELF = 1 << 11,
	LINT_SEEN_NEGATIVE = 1 << 12,
	LINT_SEEN_ZERO_QUANTITY = 1 << 13,
	LINT_SEEN_NULL = 1 << 14,
	LINT_SEEN_NOT_FINITE = 1 << 15
} lint_fact;

/* Bytes that are a key of the dictionaries. */
typedef struct lint_text
{
	const char *bytes;
	Size		length;
} lint_text;

/*
 * A text that stands in a column, and as what it is read.  Texts that are read alike
 * have one key; raw tells them apart.
 */
typedef struct lint_word
{
	lint_text	text;			/* the key of the hash table */
	int32		raw;
	int32		kind;			/* of a label or product; the direction of a flow */
	int64		key;
	int32		month;			/* of a period */
	int32		months;			/* 12, 1, or 0 where it is unread */
	char		code[12];		/* the code that is read, or empty */
} lint_word;

/* All texts of a column or of two, and those that are new since somebody looked. */
typedef struct lint_dictionary
{
	HTAB	   *words;
	lint_word **new_words;
	int			new_count;
	int			new_capacity;
} lint_dictionary;

/* Rows that queries of ours see as a relation. */
typedef struct lint_store
{
	Tuplestorestate *rows;
	TupleDesc	columns;
	int64		count;
} lint_store;

typedef struct sanctions_lint
{
	MemoryContext context;		/* of all that outlives a batch of rows */
	const char *schema;
	uint32		columns;		/* 1 << lint_column */
	uint32		facts;			/* lint_fact */
	lint_dictionary labels;
	lint_dictionary products;
	lint_dictionary periods;
	lint_dictionary flows;
	lint_store	row;			/* rows that have a value */
	lint_store	left;			/* rows without one, or with a number that is not finite */
	List	   *stores;			/* tuplestores to be ended */
} sanctions_lint;

/* Opens the query: 22023 unless it is one SELECT with the columns, 0A000 where it would write. */
extern Portal sanctions_lint_open(const char *query, int number[LINT_COLUMNS]);

/* Reads all rows of the query into the stores. */
extern void sanctions_lint_read(sanctions_lint *lint, const char *query);

extern void sanctions_lint_dictionary_create(sanctions_lint *lint, lint_dictionary *dictionary);

/* The word of a text, which is copied where it is new. */
extern lint_word *sanctions_lint_word(sanctions_lint *lint, lint_dictionary *dictionary, lint_text text);

/* Reads the words that are new: as labels, as products. */
extern void sanctions_lint_read_labels(sanctions_lint *lint);
extern void sanctions_lint_read_products(sanctions_lint *lint);

/* A store with columns named and typed as in a list "name type, ...": types are int4, int8, text, numeric, float8, bool. */
extern void sanctions_lint_store_create(sanctions_lint *lint, lint_store *store, const char *columns);

/* The dictionaries as relations: flow_label, flow_product, flow_period. */
extern void sanctions_lint_show_words(sanctions_lint *lint);

/* Lets queries see a store under a name. */
extern void sanctions_lint_show(const char *name, const lint_store *store);

/* Makes a store of what a query gives; %s in it is our schema. */
extern void sanctions_lint_keep(sanctions_lint *lint, lint_store *store, const char *query);

typedef struct lint_rule
{
	const char *code;
	const char *severity;		/* of what it finds: error, warning, note */
	uint32		columns;		/* it cannot be asked without */
	uint32		facts;			/* nothing is found where one of them was never seen */
	const char *store;			/* nothing is found where this store is empty; or NULL */
	const char *also;			/* another store that it reads; or NULL */
	const char *query;			/* id, subject, grave; %s is our schema */
	const char *remedy;
	enum
	{
		LINT_ROWS,				/* the rows found are affected */
		LINT_NO_ROWS,			/* none is */
		LINT_LEFT_ROWS,			/* they are of those left out */
		LINT_SHARE				/* as LINT_ROWS; a warning from 1 % of the value */
	}			counts;
} lint_rule;

/* What several rules need, made when a rule first asks for it by name. */
typedef struct lint_step
{
	const char *store;
	const char *needs;			/* a store that must be there before; or NULL */
	const char *query;
} lint_step;

extern const lint_rule sanctions_lint_rules[];
extern const int sanctions_lint_rule_count;
extern const lint_step sanctions_lint_steps[];
extern const int sanctions_lint_step_count;

#endif

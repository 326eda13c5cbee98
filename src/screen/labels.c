/* Target and origins among the labels of a matrix. */
#include "postgres.h"

#include "utils/builtins.h"

#include "code/country.h"
#include "code/member_core.h"
#include "exact/print.h"
#include "screen/labels.h"
#include "screen/windows.h"

/* "*" names no label, not even one that is written so; codes are fitted, and need not be read again. */
static int
find(const sanctions_matrix *head, const sanctions_label *label)
{
	if (label->length == 1 && label->bytes[0] == '*')
		return -1;
	if (head->kind == TRADE_LABEL_COUNTRY)
		return sanctions_matrix_find(head, label->bytes, label->length);
	return sanctions_matrix_ask(head, label->bytes, label->length);
}

void
sanctions_screen_labels_find(const sanctions_matrix *head, const sanctions_event_arguments *args,
							 sanctions_screen_labels *labels)
{
	labels->target = find(head, &args->target);
	labels->any_origin = false;
	labels->any_missing = labels->target < 0;
	labels->origins = args->everyone ? NULL : sanctions_label_set(head);
	for (int i = 0; i < args->origin_count; i++)
	{
		int			label = find(head, &args->origin[i]);

		if (label < 0)
		{
			labels->any_missing = true;
			continue;
		}
		sanctions_label_set_add(labels->origins, label);
		labels->any_origin = true;
	}
}

static bool
is_sum(const trade_country_row *row)
{
	return row != NULL && row->kind == TRADE_COUNTRY_SUM;
}

/* Whether a label that the matrix lacks reads as a sum of countries. */
static bool
is_missing_sum(const sanctions_matrix *head, const sanctions_label *label, trade_country *code)
{
	return trade_country_parse(label->bytes, label->length, code) && is_sum(trade_country_find(*code))
		&& find(head, label) < 0;
}

static void
warn_of_sum(FunctionCallInfo fcinfo, const sanctions_matrix *head, const sanctions_label *label)
{
	trade_country code;

	if (is_missing_sum(head, label, &code) && sanctions_warn_once(fcinfo, SANCTIONS_WARN_ORIGINS))
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("\"%s\" is no label of the matrix: it reads as a sum of countries, %s",
						sanctions_clip(label->bytes, label->length),
						text_to_cstring(sanctions_country_display_name(code))),
				 errhint("Name its members: group_members('EU') gives those of the European Union.")));
}

static void
warn_of_sums(FunctionCallInfo fcinfo, const sanctions_matrix *head, const sanctions_event_arguments *args)
{
	warn_of_sum(fcinfo, head, &args->target);
	for (int i = 0; i < args->origin_count; i++)
		warn_of_sum(fcinfo, head, &args->origin[i]);
}

static void
warn_no_origin(FunctionCallInfo fcinfo, const sanctions_event_arguments *args)
{
	if (sanctions_warn_once(fcinfo, SANCTIONS_WARN_ORIGINS))
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("no origin, as \"%s\", is among the labels of the matrix",
						sanctions_clip(args->origin[0].bytes, args->origin[0].length)),
				 errhint("Write origins in the form of the matrix's labels; group_members('EU') gives the members of a group.")));
}

static void
warn_form(FunctionCallInfo fcinfo, const sanctions_matrix *head, const sanctions_event_arguments *args)
{
	if (sanctions_warn_once(fcinfo, SANCTIONS_WARN_LABELS))
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("neither the target \"%s\" nor any origin is among the labels of the matrix",
						sanctions_clip(args->target.bytes, args->target.length)),
				 errdetail("Its labels are %s such as \"%s\".",
						   head->kind == TRADE_LABEL_COUNTRY ? "country codes" : "text",
						   sanctions_clip_string(head->label[0])),
				 errhint("Write target and origins in the form of the matrix's labels.")));
}

void
sanctions_screen_labels_warn(FunctionCallInfo fcinfo, const sanctions_matrix *head,
							 const sanctions_event_arguments *args, const sanctions_screen_labels *labels)
{
	if (labels->target < 0 && !labels->any_origin)
		warn_form(fcinfo, head, args);
	if (labels->any_missing)
		warn_of_sums(fcinfo, head, args);
	if (head->kind == TRADE_LABEL_TEXT && labels->target >= 0 && !args->everyone && !labels->any_origin)
		warn_no_origin(fcinfo, args);
}

bool
sanctions_label_is_sum(const sanctions_matrix *head, int label)
{
	return head->kind == TRADE_LABEL_COUNTRY
		&& is_sum(trade_country_find(trade_label_country_code(head->label[label], head->label_length[label])));
}

static void
refuse_sum(const sanctions_matrix *head, int sum, int other)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the matrix has the sum \"%s\" beside \"%s\": their trade counts twice", head->label[sum], head->label[other]),
			 errhint("Leave sums out where the matrix is built: WHERE NOT is_aggregate(exporter) AND NOT is_aggregate(importer).")));
}

void
sanctions_refuse_sums(const sanctions_matrix *head)
{
	for (int sum = 0; sum < head->label_count; sum++)
	{
		trade_country code;

		if (!sanctions_label_is_sum(head, sum))
			continue;
		code = trade_label_country_code(head->label[sum], head->label_length[sum]);
		for (int other = 0; other < head->label_count; other++)
			if (other != sum && trade_country_counts_twice(code, trade_label_country_code(head->label[other], head->label_length[other])))
				refuse_sum(head, sum, other);
	}
}

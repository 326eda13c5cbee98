/* trade_matrix: limits, and what does not merge. */
#include "postgres.h"

#include "matrix/limits.h"
#include "state/labels.h"

bool
sanctions_matrix_holds_cells(uint32 count, bool has_quantity)
{
	return count <= (has_quantity ? SANCTIONS_CELLS_QUANTITY_MAX : TRADE_MATRIX_CELLS_MAX);
}

void
sanctions_matrix_reject_cells(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("trade_matrix has too many cells"),
			 errhint("A matrix holds up to %d cells, 13 million with quantities. Group the rows, by product say.",
					 TRADE_MATRIX_CELLS_MAX)));
}

void
sanctions_matrix_check_cells(uint32 count, bool has_quantity)
{
	if (!sanctions_matrix_holds_cells(count, has_quantity))
		sanctions_matrix_reject_cells();
}

void
sanctions_matrix_check_labels(uint32 count)
{
	if (count > TRADE_MATRIX_LABELS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("trade_matrix has too many labels"),
				 errhint("A matrix holds up to %d exporters and importers.", TRADE_MATRIX_LABELS_MAX)));
}

void
sanctions_matrix_reject_mixture(trade_label_kind kind, trade_label_kind other)
{
	if (kind != other)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trade_matrix with %s labels does not merge with %s labels",
						trade_label_kind_name(kind), trade_label_kind_name(other)),
				 errhint("Cast the labels of one side.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("annual and monthly trade_matrix do not merge"),
			 errhint("Build both from years, or both from dates.")));
}

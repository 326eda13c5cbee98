/*
 * Sums over windows where a matrix is as most are: up to 16 periods and 256 labels,
 * windows of a few periods, neither negative values nor quantities.
 *
 * The same as the functions of matrix_flow_core.h and matrix_tally_core.h without
 * plain in their names, which take all matrices; they call these.  Here a pair takes
 * some 210 to 260 instructions, there 330 to 385 (callgrind, with the share of the slice):
 * what is known of the form stands in registers.
 */
#ifndef TRADE_MATRIX_PLAIN_CORE_H
#define TRADE_MATRIX_PLAIN_CORE_H

#include "matrix/tally_core.h"

extern bool trade_matrix_plain_total(trade_matrix_scan *scan, const trade_matrix_question *question,
									 trade_flow *total);
extern bool trade_matrix_plain_flows(trade_matrix_scan *scan, const trade_matrix_question *question,
									 trade_flow *flow, uint32_t max, uint32_t *count);
extern bool trade_matrix_plain_tally(trade_matrix_scan *scan, const trade_matrix_question *question,
									 uint32_t but, trade_matrix_tally *tally);
extern bool trade_matrix_plain_periods(trade_matrix_scan *scan, trade_matrix_period *period);

#endif

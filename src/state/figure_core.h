/*
 * Figures for people to read, as sentences have them.  Each function ends its text with
 * a zero byte and gives its length.
 */
#ifndef TRADE_FIGURE_CORE_H
#define TRADE_FIGURE_CORE_H

#include "exact/value_core.h"

#define TRADE_FIGURE_BYTES 80

/*
 * Three significant digits, whole ones in full, with thousands separators and without
 * needless zeros: 4.65, 0.333, 1,445,074; far from 1 with an exponent.
 */
extern int	trade_figure_write(char *text, double value);

/* The same with two significant digits: 6.2, 0.85, 163. */
extern int	trade_ratio_write(char *text, double value);

/* The same of one below a limit: with more digits where two would round it up to that. */
extern int	trade_ratio_below_write(char *text, double value, double limit);

/* An amount: from a million on in millions with one decimal (316.6 M), below it a figure. */
extern int	trade_amount_write(char *text, double value);

/* A threshold has all its digits: 50,000, 0.001; and as an amount: 1.25 M. */
extern int	trade_limit_write(char *text, trade_units limit);
extern int	trade_amount_limit_write(char *text, trade_units limit);

#endif

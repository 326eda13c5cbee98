/* What is written as JSON reads as itself, whichever number, label or period it is. */
#include "fuzz.h"

#include "state/json_core.h"
#include "state/json_write_core.h"

static trade_json
reader_of(const char *text, int length)
{
	HOLDS((int) strlen(text) == length);
	return (trade_json) {.at = text, .end = text + length, .utf8 = true};
}

static void
check_number(trade_units units)
{
	char		text[TRADE_DECIMAL_BYTES];
	int			length = trade_decimal_write(text, units);
	trade_json	json = reader_of(text, length);
	trade_units again;

	HOLDS(length < TRADE_DECIMAL_BYTES);
	/* the shortest form: no digit of it is needless */
	HOLDS(strchr(text, '.') == NULL || text[length - 1] != '0');
	HOLDS(text[units < 0] != '0' || length == 1 + (units < 0) || text[1 + (units < 0)] == '.');
	HOLDS(trade_json_number(&json, &again) && json.at == json.end && again == units);
}

static void
check_label(const char *label, int length)
{
	char		text[TRADE_JSON_LABEL_BYTES];
	int			written = trade_json_label_write(text, label, length);
	trade_json	json = reader_of(text, written);

	HOLDS(written < TRADE_JSON_LABEL_BYTES);
	HOLDS(trade_json_string(&json) && json.at == json.end);
	HOLDS(json.length == length && memcmp(json.string, label, length) == 0);
	for (const char *at = text + 1; at < text + written - 1; label++)
	{
		char		byte = *at;

		at += byte == '\\' ? trade_json_unescape(at, &byte) : 1;
		HOLDS(byte == *label);
	}
}

static void
check_period(trade_month month, trade_frequency frequency)
{
	char		text[TRADE_JSON_PERIOD_BYTES];
	int			length = trade_json_period_write(text, month, frequency);
	trade_json	json = reader_of(text, length);
	trade_month again;

	HOLDS(length < TRADE_JSON_PERIOD_BYTES);
	HOLDS(trade_json_period(&json, frequency, &again) && json.at == json.end && again == month);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	trade_units units = 0;
	trade_month month = TRADE_MONTH_FIRST;
	char		label[TRADE_LABEL_BYTES_MAX];
	int			length = 0;

	memcpy(&units, data, size < sizeof(units) ? size : sizeof(units));
	while (units > TRADE_UNITS_LIMIT || units < -TRADE_UNITS_LIMIT)
		units /= 1000;
	check_number(units);
	for (size_t i = 0; i < size && length < TRADE_LABEL_BYTES_MAX; i++)
		if (data[i] != 0)
			label[length++] = (char) data[i];
	check_label(label, length);
	month += (trade_month) ((uint64_t) units % (TRADE_MONTH_LAST - TRADE_MONTH_FIRST + 1));
	check_period(month, TRADE_FREQUENCY_MONTH);
	check_period(month / 12 * 12, TRADE_FREQUENCY_YEAR);
	return 0;
}

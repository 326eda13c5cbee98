/*
 * Characters of a country code as digits in base 36, for the table of codes.
 */
#ifndef TRADE_DIGIT_CORE_H
#define TRADE_DIGIT_CORE_H

enum
{
	DIGIT_0, DIGIT_1, DIGIT_2, DIGIT_3, DIGIT_4, DIGIT_5, DIGIT_6, DIGIT_7, DIGIT_8,
	DIGIT_9, DIGIT_A, DIGIT_B, DIGIT_C, DIGIT_D, DIGIT_E, DIGIT_F, DIGIT_G, DIGIT_H,
	DIGIT_I, DIGIT_J, DIGIT_K, DIGIT_L, DIGIT_M, DIGIT_N, DIGIT_O, DIGIT_P, DIGIT_Q,
	DIGIT_R, DIGIT_S, DIGIT_T, DIGIT_U, DIGIT_V, DIGIT_W, DIGIT_X, DIGIT_Y, DIGIT_Z
};

#define PACK(a, b, c) ((DIGIT_##a * 36 + DIGIT_##b) * 36 + DIGIT_##c)

#endif

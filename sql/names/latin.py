#!/usr/bin/env python3
"""Prints src/code/latin_table.h: letters of the Latin script as plain letters.

    sql/names/latin.py >src/code/latin_table.h

A letter is decomposed and loses its marks (Unicode normalization form KD); those
that do not decompose are spelt as names are usually written without them.
"""
import unicodedata

SPELT = {
    'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ł': 'l', 'ħ': 'h', 'ı': 'i', 'ŋ': 'ng',
    'ĸ': 'k', 'ŧ': 't', 'ƒ': 'f', 'ǝ': 'e', 'ɓ': 'b', 'ɖ': 'd', 'ɗ': 'd', 'ɛ': 'e', 'ɣ': 'g', 'ɩ': 'i', 'ɔ': 'o',
    'ʋ': 'v', 'ƴ': 'y', 'ȷ': 'j', 'ⱥ': 'a', 'ƀ': 'b', 'ȼ': 'c', 'ɨ': 'i', 'ɉ': 'j', 'ɍ': 'r', 'ⱦ': 't', 'ʉ': 'u',
    'ɏ': 'y', 'ƶ': 'z', 'ǥ': 'g', 'ɇ': 'e', 'ƈ': 'c', 'ƙ': 'k', 'ƚ': 'l', 'ƞ': 'n', 'ƥ': 'p', 'ƭ': 't', 'ƫ': 't',
    'ɠ': 'g', 'ɵ': 'o', 'ƌ': 'd', 'ɟ': 'j', 'ʈ': 't', 'ɲ': 'n', 'ɋ': 'q', 'ȡ': 'd', 'ȴ': 'l', 'ȵ': 'n', 'ȶ': 't',
}
BLOCKS = ((0x00C0, 0x024F), (0x1E00, 0x1EFF))


def plain(character):
    decomposed = unicodedata.normalize('NFKD', character).lower()
    letters = ''.join(SPELT.get(c, c) for c in unicodedata.normalize('NFKD', decomposed) if not unicodedata.combining(c)
                      and c not in "·ʼ")
    return letters if letters and set(letters) <= set('abcdefghijklmnopqrstuvwxyz') and len(letters) <= 3 else ''


print('''/*
 * Letters of the Latin script without their marks, by code point; "" where there
 * is none.  Made by sql/names/latin.py.
 */''')
for first, last in BLOCKS:
    letters = [plain(chr(code)) if unicodedata.category(chr(code))[0] == 'L' else '' for code in range(first, last + 1)]
    print('static const char latin_%04x[%d][4] = {' % (first, len(letters)))
    for at in range(0, len(letters), 16):
        print('\t%s,' % ', '.join('"%s"' % text for text in letters[at:at + 16]))
    print('};')

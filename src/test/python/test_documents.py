"""Tests of the comparison between what a document shows and what a command printed."""

import unittest

from documents import is_printed

PRINTED = """warning: untrained
\x1b[0mint8 gives the same first label as fp32 for 119 of 120 images
{"predictions":[{"rank":1,"label":"cat","index":5,"probability":0.994}]}
model/examples/cat.png   cat                99.4 %
"""


class IsPrinted(unittest.TestCase):
    def test_a_whole_line_is_printed(self):
        self.assertTrue(is_printed("int8 gives the same first label as fp32 for 119 of 120 images", PRINTED))

    def test_a_part_of_a_line_is_printed(self):
        self.assertTrue(is_printed('"predictions":[{"rank":1,"label":"cat","index":5,', PRINTED))

    def test_spaces_may_differ(self):
        self.assertTrue(is_printed("model/examples/cat.png cat 99.4 %", PRINTED))

    def test_percentages_may_differ_by_one(self):
        self.assertTrue(is_printed("cat 98.6 %", PRINTED))
        self.assertFalse(is_printed("cat 97.9 %", PRINTED))

    def test_whole_numbers_are_the_same(self):
        self.assertFalse(is_printed("fp32 for 118 of 120 images", PRINTED))
        self.assertFalse(is_printed("fp32 for 119 of 12", PRINTED))

    def test_versions_and_addresses_are_the_same(self):
        self.assertTrue(is_printed("http://127.0.0.1:8080.", "listens at http://127.0.0.1:8080."))
        self.assertFalse(is_printed("http://127.0.0.1:8080", "listens at http://127.0.0.2:8080"))

    def test_words_are_the_same(self):
        self.assertFalse(is_printed("int8 gives the same first labels", PRINTED))

    def test_a_line_is_not_printed_over_two(self):
        self.assertFalse(is_printed("untrained int8", PRINTED))

    def test_marks_stand_for_themselves(self):
        self.assertTrue(is_printed('"index":#,', '{"index":#,"label":"x"}'))


if __name__ == "__main__":
    unittest.main()

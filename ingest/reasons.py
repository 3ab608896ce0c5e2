"""Why a row stays out: each reason code with the sentence that explains it, in the order in which it is
tried.
"""

from __future__ import annotations

WRONG_FIELD_COUNT = "wrong_field_count"
REQUIRED_EMPTY = "required_empty"
NOT_A_DATE = "not_a_date"
NOT_AN_INTEGER = "not_an_integer"
NOT_A_NUMBER = "not_a_number"
NOT_A_FLAG = "not_a_flag"
NOT_IN_ENUMERATION = "not_in_enumeration"
DAMAGED_ID = "damaged_id"
AFTER_DATA_THROUGH = "after_data_through"
BEFORE_1900 = "before_1900"
DATES_OUT_OF_ORDER = "dates_out_of_order"
UNLIKE_KEY = "unlike_key"
KEY_CONFLICT = "key_conflict"
ARREST_OF_OTHERS = "arrest_of_others"
PERSON_NOT_REFERRED = "person_not_referred"

REASONS: dict[str, str] = {
    WRONG_FIELD_COUNT: "The row has more or fewer fields than the header.",
    REQUIRED_EMPTY: "A required field is empty (after the site's value mapping).",
    NOT_A_DATE: "The text is no date in the format that the site file states.",
    NOT_AN_INTEGER: "The text is no whole number.",
    NOT_A_NUMBER: "The text is no finite number.",
    NOT_A_FLAG: "The text is none of true, false, 1, 0, yes, no, y, n, t, f.",
    NOT_IN_ENUMERATION: "The value is not in the closed list of this column, and the site file does not map "
    "it.",
    DAMAGED_ID: "The key is in scientific notation, as a spreadsheet leaves it, or a fraction of more than 15 digits (its digits are "
    "lost); or holds a quote, a control or invisible character, or letters of another script; or stands for a missing one (NULL, "
    "unknown).",
    AFTER_DATA_THROUGH: "The date (or year of birth) lies after data_through.",
    BEFORE_1900: "The date (or year of birth) lies before 1900.",
    DATES_OUT_OF_ORDER: "Two dates of the row are in an impossible order (the column named is the one to "
    "blame).",
    UNLIKE_KEY: "The key is made unlike the others of its column and may be somebody's name, birth date or number: it is not kept, in no "
    "form. Where it is a key, say so: not_identifiers in site.yml names the column.",
    KEY_CONFLICT: "Another row has the same key and other content; none of them is taken.",
    ARREST_OF_OTHERS: "The referral's arrest_id is held by arrests of other people only.",
    PERSON_NOT_REFERRED: "The contact's person has no loaded referral (left out of max_quarantine_share).",
}

# what does not count against max_quarantine_share
NOT_COUNTED_IN_SHARE = frozenset({PERSON_NOT_REFERRED})

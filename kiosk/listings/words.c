#include "listings/words.h"

const char *const pp_words_weekdays[7] = {"ma", "di", "wo", "do", "vr", "za", "zo"};
const char *const pp_words_parity[2] = {"even", "oneven"};
const char *const pp_words_nth[5] = {"1e", "2e", "3e", "4e", "laatste"};
const char *const pp_words_always = "dag en nacht";

const char *const pp_words_yes_no[2] = {"nee", "ja"};
const char *const pp_words_scope[3] = {"place", "phone", "online"};
const char *const pp_words_walk_in[4] = {"", "ja", "bel eerst", "aanmelden"};
const char *const pp_words_wheelchair[4] = {"", "ja", "deels", "nee"};
const char *const pp_words_school[2] = {"", "dicht"};
const char *const pp_words_public[2] = {"", "open"};
